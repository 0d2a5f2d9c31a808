import type * as english from '../en/board.ts';
import type { Translated } from '../translated.ts';

export const board: Translated<typeof english.board> = {
  title: 'ボード',
  toolbar: 'ボード',
  density: 'タイル',
  density_named: '名前',
  density_compact: '小さく',
  hidden: '非表示なし | 一致のないデータセンター {n} 件を非表示 | 一致のないデータセンター {n} 件を非表示',
  columnEmpty: 'ここのホストやインスタンスはまだわかりません。',
  noMatchText: '絞り込みに合うインスタンスがありません。',
};
