import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellValue, type FileColumn, fileName, toCsv, toJson } from './table-file.ts';

const row = null;
const aColumn = (title: string, value: CellValue): FileColumn<null> => ({
  id: 'hostname',
  title,
  value: () => value,
});
const cellOf = (value: CellValue) =>
  toCsv({ columns: [aColumn('Name', value)], rows: [row] }).split('\r\n')[1];

describe('CSV', () => {
  it('begins with a byte order mark and the titles', () => {
    expect(toCsv({ columns: [aColumn('ホスト名', 'web-1'), aColumn('Cores', 2)], rows: [row] })).toBe(
      '\uFEFFホスト名,Cores\r\nweb-1,2\r\n',
    );
  });

  it('says in the heading what numbers count', () => {
    const memory = { ...aColumn('Memory', 512), unit: 'MB' };

    expect(toCsv({ columns: [memory], rows: [row] })).toBe('\uFEFFMemory (MB)\r\n512\r\n');
  });

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['\n=1', `"'\n=1"`],
    ['＝1', "'＝1"],
    ['＠sum', "'＠sum"],
    ['－', "'－"],
    [['10.0.0.1', '10.0.0.2'], '10.0.0.1 10.0.0.2'],
    [-5, '-5'],
    [true, 'true'],
    [null, ''],
  ])('writes %j as %s', (value, cell) => {
    expect(cellOf(value)).toBe(cell);
  });

  it('never lets a text begin a formula', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const written = toCsv({ columns: [aColumn('Name', text)], rows: [row] }).slice(
          '\uFEFFName\r\n'.length,
        );

        expect(written.replace(/^"/, '')).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
      }),
    );
  });
});

it('writes JSON with values as they are', () => {
  expect(JSON.parse(toJson({ columns: [aColumn('Name', ['=1', 'b'])], rows: [row] }))).toEqual([
    { hostname: ['=1', 'b'] },
  ]);
});

it('names the file by its time', () => {
  expect(fileName('instances', new Date(2012, 0, 2, 3, 4), 'csv')).toBe('nori-instances-20120102-0304.csv');
});
