// Saves a document again and again until it is killed, naming each version once its save is acknowledged.
import { z } from 'zod';
import { jsonDocument } from '../electron/node/documents/json-document.ts';

const [path = ''] = process.argv.slice(2);
const schema = z.object({ number: z.number(), filler: z.string() });
const document = jsonDocument({ path, schema, fallback: { number: 0, filler: '' } });
for (let { number } = (await document.load()).value; ; number++) {
  const saved = await document.save({ number, filler: 'x'.repeat(200_000) });
  if (!saved.ok) throw new Error(saved.error.message);
  process.stdout.write(`${String(number)}\n`);
}
