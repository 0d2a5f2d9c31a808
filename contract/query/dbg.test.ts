import fc from 'fast-check';
import { test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { parseQuery } from './parse.ts';
test('x', () => {
    const piece = fc.constantFrom('state', ':', '=', '>', '<', '(', ')', '|', '!', '"', '/', '?', 'web', ' ', '\\', '10', '*');
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')));
    for (let k=0;k<20;k++) fc.assert(fc.property(text, (input) => { writeFileSync('/tmp/last.txt', input); const t=performance.now(); parseQuery(input, []); const d=performance.now()-t; if (d>200) console.log(d, JSON.stringify(input)); }), { numRuns: 5000 });
});
