import type * as english from '../en/instances.ts';
import type { Translated } from '../translated.ts';

export const instances: Translated<typeof english.instances> = {
  title: 'インスタンス',
  toolbar: 'インスタンス一覧',
  onlyThese: 'このデータセンターだけを表示',
  count: 'インスタンスなし | インスタンス {total} 件 | インスタンス {total} 件',
  countShown: 'インスタンス {total} 件中 {shown} 件',
  loading: '読み込み中 {loaded} / {total}',
  loadingFirst: 'インスタンスを読み込んでいます',
  clearSelection: '選択を解除',
  selectAll: '条件に合うものをすべて選択',
  collapseAll: 'すべてのグループを折りたたむ',
  expandAll: 'すべてのグループを展開する',
  noneOnHost: 'インスタンスなし',
  notPlaced: 'ホスト未割り当て',
  without_account: 'アカウントなし',
  without_spec: 'スペックなし',
  without_image: 'イメージなし',
  without_network: 'ネットワークなし',
  without_group: 'セキュリティグループなし',
  yes: 'あり',
  hostNotVisible: 'これらのアカウントからは見えないホスト',
  failed: 'インスタンスを読み込めませんでした',
  noMatch: '一致するインスタンスはありません',
  noMatchText: 'インスタンスはありますが、検索条件に合うものがありません。',
  clearFilter: '検索条件を消去',
  never: 'まだ何も取得していません',
  neverText: 'まだどのデータセンターも応答していません。応答があり次第、インスタンスを表示します。',
  asking: '問い合わせ中',
  none: 'インスタンスはありません',
  noneText:
    'データセンターは応答しましたが、登録したアカウントにインスタンスはありません。ほかのアカウントのインスタンスは、そのアカウントを追加すると表示されます。',
  seen_live: '最終取得 {time}',
  seen_stale: '最終取得 {time}。一覧が予定より古くなっています。',
  seen_silent: '最終取得 {time}。このデータセンターからは新しい情報が届いていません。',
};

export const column: Translated<typeof english.column> = {
  datacenter: 'データセンター',
  hostname: 'ホスト名',
  id: 'ID',
  state: '状態',
  status: 'ステータス',
  host: 'ホスト',
  hostId: 'ホスト ID',
  spec: 'スペック',
  specDetails: '動作環境',
  image: 'イメージ',
  imageId: 'イメージ ID',
  arch: 'アーキテクチャー',
  cores: 'コア',
  memory: 'メモリー',
  address: 'アドレス',
  addresses: '全アドレス',
  nat: 'NAT アドレス',
  fqdn: 'DNS 名',
  networks: 'ネットワーク',
  groups: 'セキュリティグループ',
  groupIds: 'セキュリティグループ ID',
  volumes: 'ボリューム',
  key: 'SSH キー',
  ha: 'HA',
  account: 'アカウント',
  accounts: '取得元アカウント',
  created: '作成日時',
  age: '経過',
  changed: '変更日時',
  seen: '取得',
};

export const state: Translated<typeof english.state> = {
  init: '初期化中',
  scheduling: '割り当て中',
  pending: '待機中',
  starting: '起動中',
  running: '稼働中',
  shuttingdown: '破棄処理中',
  terminated: '破棄済み',
  stopping: '停止処理中',
  stopped: '停止',
  failingover: 'フェイルオーバー中',
};

export const status: Translated<typeof english.status> = {
  init: '確認中',
  online: 'オンライン',
  offline: 'オフライン',
};

export const hostStatus: Translated<typeof english.hostStatus> = {
  online: 'オンライン',
  offline: 'オフライン',
  timeout: '応答なし',
};

export const kind: Translated<typeof english.kind> = {
  instances: 'インスタンス',
  images: 'イメージ',
  host_nodes: 'ホスト',
  volumes: 'ボリューム',
  volume_snapshots: 'スナップショット',
  security_groups: 'セキュリティグループ',
  storage_nodes: 'ストレージノード',
  ssh_key_pairs: 'SSH キー',
  networks: 'ネットワーク',
  instance_specs: 'スペック',
};
