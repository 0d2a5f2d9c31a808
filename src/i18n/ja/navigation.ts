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
  query: '検索条件を入力',
  escape: 'メニューや詳細を閉じる、検索条件を消去',
  onBoth: 'インスタンス一覧とボード',
  inList: 'インスタンス一覧',
  onBoard: 'ボード',
  move: '別の項目へ移動',
  open: '詳細を表示',
  select: '選択または選択解除',
  selectAll: '条件に合うものをすべて選択',
  range: '隣の項目まで選択',
  unfold: 'グループを展開',
  fold: 'グループを折りたたむ、行からは見出しへ移動',
  page: '一画面分移動',
  ends: '先頭または末尾の行へ移動',
  hosts: '前または次のホストへ移動',
  endsOfHost: 'ホスト内の先頭または末尾へ移動',
  close: '閉じる',
};
