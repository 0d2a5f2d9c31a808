import type * as english from '../en/datacenters.ts';
import type { Translated } from '../translated.ts';

export const datacenters: Translated<typeof english.datacenters> = {
  title: 'データセンター',
  add: 'データセンターを追加',
  editNamed: '{name} を編集',
  removeNamed: '{name} を登録から外す',
  pauseNamed: '{name} の取得を一時停止',
  resumeNamed: '{name} の取得を再開',
  refreshNamed: '{name} を今すぐ取得',
  tryNow: '今すぐ試す',
  tryingNow: '試行中',
  nextTry: '{span}後に再試行',
  neverRead: '未取得',
  instances: 'インスタンス {count} 件',
  noneYet: 'まだありません。',
  problems: '問題なし | 問題 {n} 件 | 問題 {n} 件',
};

export const condition: Translated<typeof english.condition> = {
  starting: '開始中',
  online: 'オンライン',
  degraded: '一部失敗',
  unreachable: '接続不可',
  paused: '一時停止',
  offline: 'ネットワークなし',
};

export const safety: Translated<typeof english.safety> = { guarded: '保護', 'read-only': '読み取り専用' };

export const colour: Translated<typeof english.colour> = {
  blue: '青',
  green: '緑',
  amber: '琥珀',
  red: '赤',
  violet: '紫',
  teal: '青緑',
  pink: 'ピンク',
  slate: '灰',
};

export const remove: Translated<typeof english.remove> = {
  title: '「{name}」を Nori から外しますか？',
  forgets: 'Nori から次のものが消えます：',
  profile: '設定とアカウント',
  secrets: '保存したパスワード、トークン、鍵',
  inventory: 'このマシン上のインベントリー',
  untouched: '{url} にあるものは変わりません。',
  confirm: '登録から外す',
};

export const editor: Translated<typeof english.editor> = {
  titleAdd: 'データセンターを追加',
  titleEdit: '「{name}」を編集',
  name: '名前',
  url: 'API アドレス',
  urlHint: 'dcmgr のパスを含む基本アドレス。通常は /api で終わります。',
  accounts: 'アカウント',
  accountsHint:
    '一覧はこれらのアカウントごとに取得します。ホスト、ストレージ、スペックは通常 a-shpoolxx にあります。管理するテナントのアカウントも追加してください。',
  accountId: 'アカウント {number}：ID',
  accountLabel: 'アカウント {number}：ラベル',
  accountRemove: 'アカウント {number} を外す',
  accountAdd: 'アカウントを追加',
  labelPlaceholder: 'ラベル（任意）',
  colour: '色',
  safety: '安全設定',
  safety_normal: '通常',
  safety_guarded: '保護：破棄の前に語の入力を求める',
  'safety_read-only': '読み取り専用：変更をすべて拒否',
  auth: '手前のプロキシでの認証',
  auth_none: 'なし',
  auth_basic: 'ユーザー名とパスワード（Basic）',
  auth_bearer: 'トークン（Bearer）',
  username: 'ユーザー名',
  advanced: '詳細設定',
  polling: '取得間隔（秒）',
  fastInterval: 'インスタンス、ボリューム',
  slowInterval: 'その他',
  requestTimeout: 'タイムアウト',
  headers: '追加ヘッダー',
  headerName: 'ヘッダー {number}：名前',
  headerValue: 'ヘッダー {number}：値',
  headerRemove: 'ヘッダー {number} を外す',
  headerAdd: 'ヘッダーを追加',
  tls: 'TLS',
  ca: '信頼する証明書（PEM）',
  caHint: 'システムの証明書の代わりに使います。空欄ならシステムのものを使います。',
  clientCertificate: 'クライアント証明書（PEM）',
  allowSelfSigned: 'どの証明書も受け入れる',
  allowSelfSignedWarning: '通信経路上のだれでも、すべてを読み、書き換えられるようになります。',
  proxy: 'サーバーへの経路',
  proxyKind: '接続',
  proxy_direct: '直接',
  proxy_http: 'HTTP プロキシ経由',
  proxyUrl: 'プロキシのアドレス',
  proxyUsername: 'プロキシのユーザー名',
  test: '接続テスト',
  testing: 'テスト中…',
  checking: 'アカウントを確認中…',
  discardText: '入力した内容は保存されていません。',
  discard: '変更を捨てる',
  keepEditing: '編集を続ける',
  saveAnyway: 'このまま保存',
  unreachableText: 'アカウントを確認できませんでした。{why}',
  emptyText:
    '{accounts} には何もありません。dcmgr は未知のアカウントを黙って作成するため、打ち間違いの可能性があります。',
};

export const secret: Translated<typeof english.secret> = {
  password: 'パスワード',
  token: 'トークン',
  clientKey: 'クライアント鍵（PEM）',
  proxyPassword: 'プロキシのパスワード',
  stored: '保存済み',
  replace: '置き換える',
  clear: '消去する',
  keep: '保存済みのものを使う',
  willBeCleared: '保存すると、保存済みのものは消去されます。',
  notPersistent: 'このマシンにはキーチェーンがないため、メモリーにだけ保持し、Nori を閉じると消えます。',
};

export const field: Translated<typeof english.field> = {
  name: '80 文字以内の名前を入力してください。',
  nameTaken: '同じ名前のデータセンターが既にあります。',
  url: 'http:// または https:// で始まるアドレスを入力してください。',
  urlParts: 'ユーザー名、「?」、「#」は含めず、アドレスとパスだけを入力してください。',
  accounts: 'アカウントを 1 件から 50 件まで入力してください。',
  accountId: 'アカウントは「a-」で始まり、空白を含みません。',
  accountTwice: 'このアカウントは既に一覧にあります。',
  username: 'ユーザー名を入力してください。',
  headers: 'ヘッダーの値には ASCII 文字だけが使えます。',
  headerName: '英数字と「-」だけが使えます。',
  headerReserved: 'このヘッダーは Nori が設定します。',
  headerTwice: 'このヘッダーは既に一覧にあります。',
  proxyUrl: 'http:// または https:// で始まるアドレスを入力してください。',
  fastInterval: '2 から 3,600 まで。',
  slowInterval: '10 から 86,400 まで。',
  requestTimeout: '1 から 300 まで。',
  tooLong: '長すぎます。',
  other: '設定に正しくない内容があります。',
};

export const test: Translated<typeof english.test> = {
  title: '接続テスト',
  running: '接続テスト（実行中）',
  waiting: '待機中',
  records: 'なし | {count} 件 | {count} 件',
  skew: 'サーバーの時計がこのマシンと {minutes} 分ずれています。',
};
