import type * as english from '../en/navigation.ts';
import type { Translated } from '../translated.ts';

export const view: Translated<typeof english.view> = {
  title: '表示',
  fleet: 'フリート',
  instances: 'インスタンス',
  board: 'ボード',
  activity: 'アクティビティ',
};

export const shortcut: Translated<typeof english.shortcut> = {
  title: 'キーボードショートカット',
  onBoard: 'インスタンス一覧とボード',
  move: '別の項目へ移動',
  open: '詳細を表示',
  select: '選択または選択解除',
  selectAll: '条件に合うものをすべて選択',
  range: '隣の項目まで選択',
  close: '閉じる',
};
