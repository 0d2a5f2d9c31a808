import type * as english from '../en/query.ts';
import type { Translated } from '../translated.ts';

export const query: Translated<typeof english.query> = {
  label: '検索条件',
  placeholder_instances: '検索: web state:running mem>=4g …',
  placeholder_operations: '検索: web state:failed age<2h …',
  placeholder_changes: '検索: web field:status age<2h …',
  clear: '検索条件を消去',
  suggestions: '候補',
  stillAll_instances: '解釈できるようになるまで、すべてのインスタンスを表示します。',
  stillAll_operations: '解釈できるようになるまで、すべての操作を表示します。',
  stillAll_changes: '解釈できるようになるまで、すべての変更を表示します。',
  stillApplied: '次の条件での表示を続けています: {query}',
  help: '検索のしかた',
  helpKeys:
    '並べた条件はすべて満たす必要があります。「/」で検索欄へ移動、↓ で候補を表示、Tab で候補を確定します。',
};

export const queryHelp: Translated<typeof english.queryHelp> = {
  word: '行のどこかに含む',
  field: '項目、またはその中の語がこの文字列で始まる',
  quotes: '空白を含む値',
  exact: '完全に一致',
  compare: 'サイズや時間の比較',
  address: 'ネットワーク内のアドレス',
  not: '当てはまらないもの',
  or: 'いずれか',
  present: '値があるもの',
  regex: '正規表現（^ と $ は値の先頭と末尾）',
};

export const queryField: Translated<typeof english.queryField> = {
  dc: 'データセンター（ID または名前）',
  account: '所有者、または取得元のアカウント',
  name: 'ホスト名または DNS 名',
  id: 'インスタンス ID',
  host: 'ホスト（ID または名前）',
  state: 'running、terminated、稼働中、破棄済み など',
  status: 'online、offline、オンライン、オフライン',
  spec: 'インスタンススペック',
  image: 'イメージ（ID または説明）',
  arch: 'x86_64、x86',
  network: 'ネットワーク（ID または説明）',
  ip: 'アドレス（先頭一致、完全一致、ネットワーク）',
  nat: 'NAT アドレス',
  group: 'セキュリティグループ（ID または説明）',
  key: 'SSH キーペア',
  volume: 'ボリューム ID',
  cores: 'CPU コア数',
  mem: 'メモリー（512、4g）',
  ha: '高可用性（yes または no）',
  age: '作成からの時間（2h、7d）',
  seen: '最終取得からの時間（5m）',
};

export const operationField: Translated<typeof english.operationField> = {
  state: 'failed、unknown、refused、queued、confirmed など',
  action: 'launch、start、stop、reboot、terminate',
  name: '当時のホスト名',
  id: 'インスタンス ID',
  dc: 'データセンター（ID または名前）',
  account: '送信に使ったアカウント',
  error: '失敗のコード（dropped、endpoint/timeout）',
  http: '応答の HTTP ステータス（500）',
  request: '応答のリクエスト ID',
  run: '実行 ID',
  age: '要求してからの時間（2h、7d）',
};

export const changeField: Translated<typeof english.changeField> = {
  dc: 'データセンター（ID または名前）',
  kind: 'instances、hn、vol など',
  id: 'レコードの ID',
  name: '当時の名前',
  what: 'appeared、changed、disappeared',
  field: '変わった項目（state、status）',
  before: '前の値',
  after: '後の値',
  age: '見つけてからの時間（2h、7d）',
};

export const queryErrors: Translated<typeof english.queryErrors> = {
  'query/unknown-field': '「{detail}」という項目はありません。',
  'query/missing-value': '「{detail}」の直後に値が必要です。',
  'query/missing-term': 'ここに検索する語がありません。',
  'query/unclosed-quote': '引用符が閉じられていません。',
  'query/unclosed-parenthesis': '括弧が閉じられていません。',
  'query/unclosed-regex': '正規表現が閉じられていません。「/」で終わります。',
  'query/unexpected': '「{detail}」はここには置けません。',
  'query/bad-regex': 'この正規表現は使えません。エンジンの報告（英語）: {detail}',
  'query/bad-number': '「{detail}」は数値ではありません。サイズは 512 や 4g のように書きます。',
  'query/bad-age': '「{detail}」は 30m、2h、7d のような時間ではありません。',
  'query/bad-address': '「{detail}」は 10.102.0.0/24 のようなネットワークではありません。',
  'query/bad-flag': '「{detail}」は yes でも no でもありません。',
  'query/bad-operator': '「{detail}」はこの方法では比較できません。',
  'query/too-long': '検索条件が長すぎます。',
};
