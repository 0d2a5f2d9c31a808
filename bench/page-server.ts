// Serves the instance index of one simulated datacenter from memory, so that a benchmark of reading measures the
// reader and not the server. Run as a child process: it sends its port, and takes a round number to serve.
import http from 'node:http';
import { startSimulator } from '#simulator/simulator.ts';

const [instances = '0', pageSize = '500', changedShare = '0.01'] = process.argv.slice(2);
const limit = Number(pageSize);

const simulator = await startSimulator({
  instances: Number(instances),
  hosts: 200,
  tenants: 1,
  seed: 11,
  speed: 0,
});
const rounds: Buffer[][] = [[], []];
let total = 0;
for (const account of simulator.accounts) await keepList(account);
await simulator.close();

let round = 0;
const server = http.createServer((request, response) => {
  const start = Number(/start=(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
  const body = rounds[round % 2]?.[start / limit];
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': body?.length ?? 0 });
  response.end(body);
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({
    port: typeof address === 'object' ? address?.port : 0,
    total,
    pages: rounds[0]?.length,
  });
});
process.on('message', (message) => {
  round = Number(message);
  process.send?.({ round });
});
process.on('disconnect', () => process.exit(0));

/** Keeps an account's pages behind those of the accounts before, as if all were one long list. */
async function keepList(account: string): Promise<void> {
  const headers = { 'X-VDC-ACCOUNT-UUID': account };
  let listed = limit;
  for (let start = 0; start < listed; start += limit) {
    const answer = await fetch(`${simulator.url}/instances?start=${String(start)}&limit=${pageSize}`, {
      headers,
    });
    const text = await answer.text();
    const [{ owner_total, results }] = JSON.parse(text) as [{ owner_total: number; results: unknown[] }];
    listed = owner_total;
    rounds[0]?.push(Buffer.from(text));
    rounds[1]?.push(Buffer.from(changeSome(text, total)));
    total += results.length;
  }
}

/** Every hundredth record (by default) under another host: the text changes nowhere else. */
function changeSome(text: string, start: number): string {
  const every = Math.round(1 / Number(changedShare));
  let at = start;
  return text.replaceAll(/"host_node": ("hn-[a-z0-9]+"|null)/g, (field) => {
    at += 1;
    return at % every === 0 ? '"host_node": "hn-elsewhere"' : field;
  });
}
