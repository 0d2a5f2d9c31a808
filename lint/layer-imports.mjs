import path from 'node:path';
import { layers } from './layers.mjs';

const root = path.resolve(import.meta.dirname, '..');

const layerOfPath = (file) => {
  const relative = path.relative(root, file).split(path.sep).join('/');
  return layers.find((layer) => relative.startsWith(`${layer.folder}/`));
};

const layerOfAlias = (specifier) => layers.find((layer) => specifier.startsWith(`#${layer.name}/`));

const packageAllowed = (layer, specifier) =>
  layer.packages.some((allowed) =>
    allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed,
  );

/** Null when the import is allowed, otherwise the sentence to report. */
function violation(layer, file, specifier, isTypeOnly) {
  const target = specifier.startsWith('.')
    ? layerOfPath(path.resolve(path.dirname(file), specifier))
    : specifier.startsWith('#')
      ? layerOfAlias(specifier)
      : undefined;
  if (specifier.startsWith('.') && target === layer) return null;
  if (specifier.startsWith('.')) return `leaves its layer by a relative path; use the layer's alias`;
  if (specifier.startsWith('#')) {
    if (target === undefined) return `names no layer`;
    if (target === layer) return `use a relative path within a layer`;
    if (!layer.layers.includes(target.name)) return `'${layer.name}' may not import '${target.name}'`;
    return layer.typesOnly && !isTypeOnly
      ? `'${layer.name}' may import types only from '${target.name}'`
      : null;
  }
  return packageAllowed(layer, specifier)
    ? null
    : `'${layer.name}' may not import the package '${specifier}'`;
}

/** Enforces the layer table on every import, export-from and dynamic import of a layer's non-test files. */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { layer: 'Layer violation: {{reason}} (lint/layers.mjs).' },
  },
  create(context) {
    const file = context.filename;
    const layer = layerOfPath(file);
    if (!layer || /\.test\.ts$|\.d\.ts$|vite-env/.test(file)) return {};
    const check = (node, source, isTypeOnly) => {
      if (typeof source?.value !== 'string') return;
      const reason = violation(layer, file, source.value.replace(/\?.*$/, ''), isTypeOnly);
      if (reason) context.report({ node, messageId: 'layer', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => node.source && check(node, node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node, node.source, false),
    };
  },
};
