import { existsSync } from 'node:fs';
import path from 'node:path';
import { layers } from './layers.mjs';

const root = path.resolve(import.meta.dirname, '..');

/**
 * A path below the project, with slashes on every system.
 *
 * @param {string} file
 */
const projectPath = (file) => path.relative(root, file).split(path.sep).join('/');

/** @param {string} file */
const layerOf = (file) => layers.find((layer) => projectPath(file).startsWith(`${layer.folder}/`));

/** Test files, and the folders of what only tests use. */
const testOnly = /\.test\.ts$|\/testing\//;

/**
 * Where an import of ours leads, or undefined for a package.
 *
 * @param {string} file
 * @param {string} specifier
 */
function targetOf(file, specifier) {
  if (specifier.startsWith('.')) return path.resolve(path.dirname(file), specifier);
  const [, alias, rest] = /^#([^/]+)\/(.+)$/.exec(specifier) ?? [];
  const layer = layers.find(({ name }) => name === alias);
  return layer && rest ? path.resolve(root, layer.folder, rest) : undefined;
}

/**
 * @param {import('./layers.mjs').Layer} layer
 * @param {string} specifier
 */
const mayUsePackage = (layer, specifier) =>
  layer.packages.some((allowed) =>
    allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed,
  );

/**
 * What is wrong with an import as far as layers go, or null.
 *
 * @param {import('./layers.mjs').Layer} layer
 * @param {string} specifier
 * @param {string | undefined} target
 * @param {boolean} typeOnly
 */
function acrossLayers(layer, specifier, target, typeOnly) {
  if (target === undefined) {
    if (specifier.startsWith('#')) return `'${specifier}' names no layer`;
    return mayUsePackage(layer, specifier)
      ? null
      : `'${layer.name}' may not import the package '${specifier}'`;
  }
  const other = layerOf(target);
  const relative = specifier.startsWith('.');
  if (other === layer) return relative ? null : 'use a relative path within a layer';
  if (relative) return "leaves its layer by a relative path; use the layer's alias";
  if (other === undefined) return `'${specifier}' names no layer`;
  if (!layer.layers.includes(other.name)) return `'${layer.name}' may not import '${other.name}'`;
  return layer.typesOnly && !typeOnly ? `'${layer.name}' may import types only from '${other.name}'` : null;
}

/**
 * A feature is a folder with an `index.ts`, or any folder of `src/features`: from outside, only its `index.ts` may
 * be imported.
 *
 * @param {string} file
 * @param {string} target
 */
function intoFeature(file, target) {
  const layer = layerOf(target);
  if (layer === undefined) return null;
  const parts = projectPath(target)
    .slice(layer.folder.length + 1)
    .split('/');
  for (let depth = 1; depth < parts.length; depth++) {
    const folder = [layer.folder, ...parts.slice(0, depth)].join('/');
    const isFeature =
      existsSync(path.join(root, folder, 'index.ts')) || /^src\/features\/[^/]+$/.test(folder);
    const fromOutside = !projectPath(file).startsWith(`${folder}/`);
    if (isFeature && fromOutside && projectPath(target) !== `${folder}/index.ts`) {
      return `reaches into the feature '${folder}'; import its index.ts`;
    }
  }
  return null;
}

/** Keeps the layer table, the edges of features and the tests' own code, on every way a module can be named. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layer: 'Layer violation: {{reason}} (lint/layers.mjs).' },
  },
  create(context) {
    const file = context.filename;
    const layer = layerOf(file);
    if (layer === undefined || testOnly.test(projectPath(file)) || file.endsWith('.d.ts')) return {};

    const report = (node, reason) => context.report({ node, messageId: 'layer', data: { reason } });
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return report(node, 'the module is named only at run time');
      const specifier = source.value.replace(/\?.*$/, ''); // Vite's `?raw` and the like
      const target = targetOf(file, specifier);
      const reason =
        acrossLayers(layer, specifier, target, typeOnly) ??
        (target && testOnly.test(projectPath(target)) ? 'is for tests only' : null) ??
        (target && intoFeature(file, target));
      if (reason) report(node, reason);
    };

    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
      TSImportEqualsDeclaration: (node) =>
        node.moduleReference.type === 'TSExternalModuleReference' &&
        check(node, node.moduleReference.expression, node.importKind === 'type'),
      "CallExpression[callee.name='require']": (node) => check(node, node.arguments[0], false),
      // A reference would bring in the very types that the layer's TypeScript project leaves out.
      Program: (node) => {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\/\s*<reference/.test(comment.value)) report({ ...node, loc: comment.loc }, 'no references');
        }
      },
    };
  },
};
