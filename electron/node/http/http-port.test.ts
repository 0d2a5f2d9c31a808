import { FakeClock } from '../../../testing/fake-clock.ts';
import { FakeHttp, type Script } from '../../../testing/fake-http.ts';
import { describeHttpPort, type HttpHarness } from '../../../testing/http-port-contract.ts';
import { aLocalProfile, createScriptedServer, listen } from '../../../testing/http-servers.ts';
import { openAxiosHttp } from './axios-http.ts';

const openFake = (script: Script): Promise<HttpHarness> => {
  const clock = new FakeClock();
  const port = new FakeHttp(script, clock);
  const stop = () => Promise.resolve();
  return Promise.resolve({ port, seen: port.seen, passTime: (ms) => clock.advance(ms), stop });
};

async function openReal(script: Script): Promise<HttpHarness> {
  const seen: HttpHarness['seen'][number][] = [];
  const server = await listen(createScriptedServer(script, seen));
  const port = openAxiosHttp(aLocalProfile(`http://127.0.0.1:${server.port}/api`), {});
  return { port, seen, passTime: () => Promise.resolve(), stop: server.stop };
}

describeHttpPort('fake', openFake);
describeHttpPort('axios', openReal);
