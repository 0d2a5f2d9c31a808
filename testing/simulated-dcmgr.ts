import type { Simulator } from '#simulator/simulator.ts';
import { aDatacenter } from './a-datacenter.ts';
import type { FakeClock } from './fake-clock.ts';
import { answersJson, type Script, type ScriptedAnswer, type SeenRequest } from './fake-http.ts';

/** What goes wrong with a write. `before`: it has no effect; `after`: it has, and nobody is told. */
export type WriteFault =
  | 'none'
  /** Nothing can have arrived. */
  | 'unsent'
  | 'lost-before'
  | 'lost-after'
  | 'hangs-before'
  | 'hangs-after'
  | 'fails-before'
  | 'fails-after'
  /** Answered 200, and nothing comes of it: the agent refuses the job. */
  | 'drops'
  /** A login page of somebody in between, with status 200. */
  | 'page';

/** A write that reached the endpoint, and whether it took effect there. */
export type ReceivedWrite = SeenRequest & {
  readonly fault: WriteFault;
  /** Whether dcmgr looked at it at all, and how it answered, whoever heard that. */
  readonly isCarriedOut: boolean;
  readonly status: number | null;
};

const takesEffect: ReadonlySet<WriteFault> = new Set(['none', 'lost-after', 'hangs-after', 'fails-after']);

/**
 * A simulated datacenter behind a scripted connection, in the test's own time: reads work, writes fail as told.
 * Whatever is received is noted, so that a test can compare what Nori says with what happened.
 */
export class SimulatedDcmgr {
  readonly simulator: Simulator;
  /** Every write that was received, in order, and those of which nothing arrived. */
  readonly writes: ReceivedWrite[] = [];
  /** Asked for each write. */
  fault: (request: SeenRequest) => WriteFault = () => 'none';
  /** Whether it answers at all: a hanging one takes requests and says nothing. */
  isHanging = false;
  /** Whether it answers everything that is read with a bare 500. */
  isFailing = false;
  readonly #clock: FakeClock;

  constructor(clock: FakeClock, options: Parameters<typeof aDatacenter>[0] = {}) {
    this.#clock = clock;
    this.simulator = aDatacenter({ startAt: clock.now(), hosts: 4, ...options });
  }

  readonly script: Script = (request) => {
    if (this.isHanging) return { kind: 'hangs' };
    if (this.isFailing && request.method === 'GET') return bare500;
    return request.method === 'GET' ? this.#carryOut(request) : this.#write(request);
  };

  /** The states of the instances with these hostnames, or of all; terminated ones too. */
  states(): ReadonlyMap<string, string> {
    this.#catchUp();
    return new Map(this.simulator.world.database.instances.rows.map(({ id, state }) => [id, state]));
  }

  #write(request: SeenRequest): ScriptedAnswer {
    const fault = this.fault(request);
    const isCarriedOut = takesEffect.has(fault);
    const answer = isCarriedOut ? this.#carryOut(request) : null;
    const status = answer?.kind === 'answers' ? (answer.status ?? null) : null;
    this.writes.push({ ...request, fault, isCarriedOut, status });
    switch (fault) {
      case 'none':
        return answer ?? { kind: 'closes' };
      case 'unsent':
        return { kind: 'fails', code: 'endpoint/refused', sent: 'no' };
      case 'lost-before':
      case 'lost-after':
        return { kind: 'closes' };
      case 'hangs-before':
      case 'hangs-after':
        return { kind: 'hangs' };
      case 'fails-before':
      case 'fails-after':
        return bare500;
      case 'drops':
        return answersJson([/i-[a-z0-9]+/.exec(request.path)?.[0]]);
      case 'page':
        return { kind: 'answers', status: 200, headers: html, body: '<html>Log in</html>' };
    }
  }

  #carryOut({ method, path, headers, body }: SeenRequest): ScriptedAnswer {
    this.#catchUp();
    const answer = this.simulator.request({ method, target: `/api${path}`, headers, body });
    if (this.simulator.bugs.length > 0) throw this.simulator.bugs[0];
    const date = new Date(this.#clock.now()).toUTCString();
    return {
      kind: 'answers',
      status: answer.status,
      headers: { ...answer.headers, date },
      body: answer.body,
    };
  }

  /** The datacenter's time follows the test's. */
  #catchUp(): void {
    this.simulator.step(Math.max(0, this.#clock.now() - this.simulator.world.clock.now()));
  }
}

const html = { 'content-type': 'text/html;charset=utf-8' };
const bare500 = {
  kind: 'answers',
  status: 500,
  headers: html,
  body: '<h1>Internal Server Error</h1>',
} as const;
