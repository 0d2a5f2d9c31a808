import type * as english from '../en/activity.ts';
import type { Translated } from '../translated.ts';

export const activity: Translated<typeof english.activity> = {
  title: 'アクティビティ',
  runs: '実行履歴',
  timeline: '変更',
  noRuns: 'まだ何も実行していません',
  noRunsText: 'インスタンスに行ったすべての操作を、送信した内容と結果とともにここに残します。',
  older: '以前のものを表示',
  loading: '読み込み中…',
  runsFailed: '実行履歴を読み込めませんでした',
  changesFailed: '変更を読み込めませんでした',
  noChanges: '変更はありません',
  noChangesText: 'どのデータセンターの変更も、Nori が見つけたものはここに並びます。',
  datacenter: 'データセンター',
  kind: '種類',
  state: '状態',
  all: 'すべて',
  operations: 'この実行の操作',
  noMatch: 'この状態の操作はありません。',
};
