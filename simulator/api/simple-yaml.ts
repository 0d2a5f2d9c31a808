import { emptyMap, type Parameter, type ParameterMap } from './rack-parameters.ts';

type Line = { readonly indent: number; readonly text: string };

const unquote = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;

function scalar(text: string): Parameter {
  if (text === '' || text === '~' || text === 'null') return null;
  if (/^-?\d+$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  return unquote(text);
}

function parseBlock(lines: Line[], indent: number): Parameter {
  if (lines[0]?.text.startsWith('- ') === true) return parseList(lines, indent);
  const map: ParameterMap = emptyMap();
  for (let line = lines[0]; line !== undefined && line.indent === indent; line = lines[0]) {
    const match = /^:?([^\s:][^:]*?):(?:\s+(.*))?$/.exec(line.text);
    if (match?.[1] === undefined) throw new SyntaxError(`not understood: ${line.text}`);
    lines.shift();
    map[unquote(match[1])] =
      match[2] === undefined || match[2] === '' ? parseChild(lines, indent) : scalar(match[2]);
  }
  return map;
}

function parseChild(lines: Line[], indent: number): Parameter {
  const next = lines[0];
  const isList = next?.text.startsWith('- ') === true;
  if (next === undefined || next.indent < indent || (next.indent === indent && !isList)) return null;
  return parseBlock(lines, next.indent);
}

function parseList(lines: Line[], indent: number): Parameter[] {
  const list: Parameter[] = [];
  for (let line = lines[0]; line?.indent === indent && line.text.startsWith('- '); line = lines[0]) {
    list.push(scalar(line.text.slice(2).trim()));
    lines.shift();
  }
  return list;
}

/** The YAML that callers of this API send: nested mappings, scalars and lists of scalars. Throws on anything else. */
export function parseSimpleYaml(source: string): Parameter {
  const lines = source
    .split('\n')
    .filter((line) => !/^\s*(#.*)?$/.test(line) && !/^---\s*$/.test(line))
    .map((line) => ({ indent: line.search(/\S/), text: line.trim() }));
  const first = lines[0];
  if (first === undefined) return null;
  const value = parseBlock(lines, first.indent);
  if (lines.length > 0) throw new SyntaxError('unexpected indentation');
  return value;
}
