import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';
import layerImports from './lint/layer-imports.mjs';

const ours = { plugins: { nori: { rules: { 'layer-imports': layerImports } } } };

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/', 'lint/fixtures/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  ...vue.configs['flat/recommended'],
  prettier,
  ours,
  {
    files: ['**/*.{ts,mts,mjs,vue}'],
    rules: {
      'nori/layer-imports': 'error',
      'no-undef': 'off', // the type checker knows each layer's globals better
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off', // `type` for shapes, `interface` for ports: by meaning
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'no-restricted-syntax': 'off', // a single-file component is a default export by nature
    },
  },
  {
    files: ['electron/**/*.ts', 'contract/**/*.ts', 'src/**/*.ts', 'simulator/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    ignores: ['**/*.test.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // Electron's types bring all of Node's, of which a sandboxed preload has next to nothing.
    files: ['electron/preload/**'],
    rules: { 'no-restricted-globals': ['error', 'process', 'Buffer', 'setImmediate', 'global', '__dirname'] },
  },
  {
    files: ['scripts/**', 'bench/**', 'simulator/main.ts', 'electron/web/main.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.config.{ts,mjs}', 'lint/*.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
