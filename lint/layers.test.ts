import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { layers } from './layers.mjs';

const root = path.resolve(import.meta.dirname, '..');
const fixtureOf = (topic: 'imports' | 'types', layer: string) =>
  path.join(import.meta.dirname, 'fixtures', topic, `${layer}.ts`);

/** The rules that keep the boundaries. Others may complain about a fixture too: it is no good code. */
const boundaryRules: ReadonlySet<string | null> = new Set(['nori/layer-imports', 'no-restricted-globals']);

/** Numbers of the lines that a fixture says must be refused. */
const markedLines = (text: string) =>
  text.split('\n').flatMap((line, index) => (line.endsWith('// must fail') ? [index + 1] : []));

/** The project's own configuration, less the rules that ask the type checker about a file that is not there. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false } },
      rules: {
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/no-misused-promises': 'off',
        '@typescript-eslint/switch-exhaustiveness-check': 'off',
      },
    },
  ],
});

async function linesRefusedByLint(text: string, filePath: string): Promise<number[]> {
  const [result] = await eslint.lintText(text, { filePath });
  const messages = result?.messages ?? [];
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  const lines = messages.filter(({ ruleId }) => boundaryRules.has(ruleId)).map(({ line }) => line);
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** Compiles one file as if it belonged to a layer: with the options and the ambient files of its project. */
function linesRefusedByTypes(file: string, folder: string): number[] {
  const configFile = path.join(root, folder, 'tsconfig.json');
  const { config } = ts.readConfigFile(configFile, (name) => ts.sys.readFile(name)) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(configFile));
  const ambient = fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram([file, ...ambient], options);
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`no fixture at ${file}`);
  const lines = program
    .getSemanticDiagnostics(source)
    .map(({ start }) => source.getLineAndCharacterOfPosition(start ?? 0).line + 1);
  return [...new Set(lines)].sort((a, b) => a - b);
}

describe.each(layers)('the layer $name', ({ name, folder }) => {
  it('is refused by lint exactly the imports it may not have', async () => {
    const text = readFileSync(fixtureOf('imports', name), 'utf8');

    const refused = await linesRefusedByLint(text, path.join(root, folder, 'boundary.ts'));

    expect(refused).toEqual(markedLines(text));
  });

  it('is refused by its TypeScript project exactly the names its host may not have', () => {
    const file = fixtureOf('types', name);

    const refused = linesRefusedByTypes(file, folder);

    expect(refused).toEqual(markedLines(readFileSync(file, 'utf8')));
  });
});

it('lets test files import what they need', async () => {
  const text = "import '#node/anything.ts';\nimport 'vitest';\n";

  const refused = await linesRefusedByLint(text, path.join(root, 'electron/core/boundary.test.ts'));

  expect(refused).toEqual([]);
});
