export { default as ExportMenu } from './ExportMenu.vue';
export { saveTable } from './save-file.ts';
export type { CellValue, FileColumn, FileFormat } from './table-file.ts';
