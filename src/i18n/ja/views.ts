import type * as english from '../en/views.ts';
import type { Translated } from '../translated.ts';

export const views: Translated<typeof english.views> = {
  columns: '列',
  columnUp: '「{column}」を左へ移動',
  columnDown: '「{column}」を右へ移動',
  columnsReset: '標準の列に戻す',
  groupBy: 'グループ化',
  groupNone: 'なし',
  thenBy: '次に',
  thenNone: '—',
  saved: '保存したビュー',
  none: '保存したビューはまだありません。',
  what: 'ビューには、列、幅、並べ替え、グループ化、検索条件が保存されます。',
  name: '新しいビューの名前',
  save: '保存',
  rename: '変更',
  newName: '「{name}」の新しい名前',
  renameNamed: '「{name}」の名前を変更',
  removeNamed: '「{name}」を削除',
  export: '書き出し',
  export_operations: '表示なし | 表示中の操作 {count} 件 | 表示中の操作 {count} 件',
  export_instances:
    '表示中のインスタンスはありません | 表示中の {count} 件、表示中の列 | 表示中の {count} 件、表示中の列',
  export_csv: 'CSV（表計算用）',
  export_json: 'JSON',
  pending_added: '追加 {count} 件',
  pending_moved: '移動 {count} 件',
  pending_unfit: '条件外 {count} 件',
  pending_gone: '消失 {count} 件',
  pendingJoin: '、',
  pendingShow: '表示',
  notShown: '選択 {count} 件中 {hidden} 件は非表示',
  showThem: '表示する',
  onlyShown: '選択中のものはありません | 選択中の 1 件のみ | 選択中の {count} 件のみ',
  showAll: '検索条件に戻る',
};

export const grouping: Translated<typeof english.grouping> = {
  host: 'ホスト',
  datacenter: 'データセンター',
  account: 'アカウント',
  state: '状態',
  spec: 'スペック',
  image: 'イメージ',
  network: 'ネットワーク',
  group: 'セキュリティグループ',
};
