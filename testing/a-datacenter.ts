import { Simulator, type SimulatorOptions } from '#simulator/simulator.ts';

type Form = Readonly<Record<string, string>>;
type Answered = {
  readonly status: number;
  readonly body: string;
  readonly json: () => Record<string, unknown>;
};

export const TENANT = 'a-sakuraya';
export const SHARED = 'a-shpoolxx';

/** A simulated datacenter that listens nowhere and whose time stands still until it is stepped. */
export function aDatacenter(options: SimulatorOptions = {}): Simulator {
  return new Simulator({
    speed: 0,
    startAt: Date.UTC(2012, 0, 1),
    hosts: 3,
    instances: 0,
    ...options,
    configuration: { stepMs: 1000, stepJitter: 0, ...options.configuration },
  });
}

/** Asks it as a client would: parameters of a PUT or POST go as a form. */
export function ask(
  simulator: Simulator,
  line: string,
  { account = TENANT, form = {}, body }: { account?: string | null; form?: Form; body?: string } = {},
): Answered {
  const [method = 'GET', target = '/'] = line.split(' ');
  const answer = simulator.request({
    method,
    target,
    headers: {
      accept: '*/*',
      ...(account === null ? {} : { 'x-vdc-account-uuid': account }),
      ...(body === undefined ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    body: body ?? new URLSearchParams(form).toString(),
  });
  if (simulator.bugs.length > 0) throw simulator.bugs[0];
  const json = (): Record<string, unknown> => JSON.parse(answer.body) as Record<string, unknown>; // tests look closer
  return { status: answer.status, body: answer.body, json };
}

/** The page of an index answer. */
export function pageOf(answer: Answered): { owner_total: number; results: Record<string, unknown>[] } {
  const [page] = JSON.parse(answer.body) as [{ owner_total: number; results: Record<string, unknown>[] }]; // an index
  return page;
}

/** The states that a resource goes through while time passes, each once. */
export function statesOver(simulator: Simulator, ms: number, stateOf: () => unknown): unknown[] {
  const states = [stateOf()];
  for (let passed = 0; passed < ms; passed += 100) {
    simulator.step(100);
    const state = stateOf();
    if (state !== states.at(-1)) states.push(state);
  }
  return states;
}
