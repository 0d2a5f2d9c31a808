import type * as english from '../en/actions.ts';
import type { Translated } from '../translated.ts';

export const action: Translated<typeof english.action> = {
  launch: '作成',
  start: '起動',
  stop: '停止',
  reboot: '再起動',
  terminate: '破棄',
};

export const actions: Translated<typeof english.actions> = {
  title: '選択した項目の操作',
  titleOne: 'このインスタンスの操作',
  selectedOne: '{name}（{id}）を選択',
  selected: '選択なし | {count} 件のインスタンスを選択 | {count} 件のインスタンスを選択',
  clear: '選択を解除',
  none: '何も選択されていません。',
  readOnly: '{name}は読み取り専用に設定されています。',
  unreachable: '{name}に接続できません。',
  paused: '{name}の取得は一時停止中のため、結果を確認できません。',
  engineAway: 'Nori のエンジンとの接続が切れています。',
  gone: 'インベントリーにもうありません。',
  state: '状態が「{state}」のときは操作できません。',
  mixed: '選択した {count} 件のどれにも実行できません：{reason}',
  busy: '別の操作が進行中です。',
};

export const confirm: Translated<typeof english.confirm> = {
  title_start:
    '{count} 件のインスタンスを起動しますか？ | {count} 件のインスタンスを起動しますか？ | {count} 件のインスタンスを起動しますか？',
  title_stop:
    '{count} 件のインスタンスを停止しますか？ | {count} 件のインスタンスを停止しますか？ | {count} 件のインスタンスを停止しますか？',
  title_reboot:
    '{count} 件のインスタンスを再起動しますか？ | {count} 件のインスタンスを再起動しますか？ | {count} 件のインスタンスを再起動しますか？',
  title_terminate:
    '{count} 件のインスタンスを破棄しますか？ | {count} 件のインスタンスを破棄しますか？ | {count} 件のインスタンスを破棄しますか？',
  go_start: '{count} 件を起動',
  go_stop: '{count} 件を停止',
  go_reboot: '{count} 件を再起動',
  go_terminate: '{count} 件を破棄',
  effect_start:
    'それぞれ改めてホストに割り当てられ、新しいアドレスを受け取ります。空きのあるホストがなければ破棄されます。',
  effect_stop: 'アドレスは解放され、次の起動時に変わることがあります。',
  effect_stopDisk:
    'ローカルディスクの内容は失われます。ボリューム、ネットワークインターフェース、セキュリティグループは残ります。',
  effect_reboot: 'ゲストが再起動します。アドレス、ディスク、ホストは変わりません。',
  effect_terminate: '破棄したインスタンスは元に戻せません。ローカルディスクの内容とアドレスは失われます。',
  effect_terminateVolumes:
    'ボリュームは起動ボリュームも含めて残ります。利用可能になり、削除するまでクォータに数えられます。',
  targets: '実行する対象',
  skipped: '除外する対象',
  none: '実行できる対象がありません。',
  noHost: 'ホストなし',
  was: '確認画面を開いた時は「{before}」、現在は「{now}」',
  isGone: '確認画面を開いた後になくなりました',
  more: 'ほか {count} 件',
  counts: '{name}：{count}',
  checking: '確認しています…',
  warnings: '注意',
  warned: '{word}対象 {count} 件。',
  asOf: '{age}の情報です。',
  override: '該当する {count} 件にも実行する',
  guarded: '{names}は保護されています。確認のため「{word}」と入力してください。',
  word: '破棄',
  tooMany: '一度に実行できるのは {most} 件までです。対象を減らしてください。',
  frozen: '対象はここに示したものだけです。この後に選択されたり現れたりしたものには何もしません。',
};

export const operation: Translated<typeof english.operation> = {
  queued: '送信待ち',
  sending: '送信中',
  accepted: '受付済み、監視中',
  confirmed: '完了',
  failed: '失敗',
  refused: '未実行',
  unknown: '結果不明',
  on: '{action}：{state}',
  queuedAt: '登録',
  sentAt: '送信',
  answeredAt: '応答',
  endedAt: '終了',
  answer: '応答',
  requestId: 'リクエスト ID',
  observed: '最後に見た状態',
  attempts: '送信回数',
  account: 'アカウント',
  request: 'リクエスト',
  userData: 'ユーザーデータ',
  userDataGone: '{count} 文字（保存していません）',
  asCurl: 'curl としてコピー',
  noCommand: 'ユーザーデータを保存していないため、再実行するコマンドはありません。',
  notSent: '何も送信していません。',
  resolve: 'この作成でできたインスタンスはどれですか？',
  candidate: '{id} ができた',
  nothingMade: '何もできていない',
  watchEnded: 'このインスタンスがどうなるかの確認は終了しています。',
  watchAgain: '{id} をもう一度確認する',
};

export const run: Translated<typeof english.run> = {
  title: '実行履歴',
  sheet: '実行状況',
  of: '{action}、{total} 件 | {action}、{total} 件 | {action}、{total} 件',
  retryOf: '前の実行の再試行',
  cancelled: '取り消し済み',
  cancel: '未送信のものを取り消す',
  retry: '失敗したものを再試行',
  minimise: '小さくする',
  restore: '詳細を表示',
  close: '閉じる',
  previous: '古い実行',
  progress: '{total} 件中 {done} 件終了',
  openRecord: '{name}を表示',
  failed: 'この実行の操作を読み込めませんでした',
};
