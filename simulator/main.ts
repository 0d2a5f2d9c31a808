import { parseArguments, USAGE, UsageError } from './arguments.ts';
import { startSimulator, type SimulatorOptions } from './simulator.ts';

async function run(options: SimulatorOptions): Promise<void> {
  const simulator = await startSimulator(options);
  console.log(`${simulator.name} listens on ${simulator.url}`);
  console.log(`accounts: ${simulator.accounts.join(', ')}`);
  console.log(`control:  ${simulator.controlUrl}`);
  const end = (): void => {
    void simulator.close();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

try {
  const options = parseArguments(process.argv.slice(2));
  if (options === 'help') console.log(USAGE);
  else await run(options);
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else
    console.error(`the simulator could not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
