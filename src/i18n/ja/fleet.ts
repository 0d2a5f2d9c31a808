import type * as english from '../en/fleet.ts';
import type { Translated } from '../translated.ts';

export const fleet: Translated<typeof english.fleet> = {
  title: 'フリート',
  summary: 'データセンターなし | データセンター {n} 件 | データセンター {n} 件',
  failed: 'データセンターを読み込めませんでした',
  openNamed: '{name} を開く',
  asOf: '{time}の内容',
  neverRead: '未取得',
  neverReadText: 'このデータセンターは一度も応答していないため、まだ何もわかりません。',
  latency: '応答時間',
  latencyNone: 'まだ要求していません',
  latencySummary: '中央値 {median}、最長 {slowest}',
  latencyFailed: '失敗なし | 失敗 {n} 件 | 失敗 {n} 件',
  latencyLabel: '直近 {count} 件の応答：{summary}',
  instances: 'インスタンスなし | インスタンス {count} 件 | インスタンス {count} 件',
  states: '状態別のインスタンス数',
  capacity: '容量',
  cores: 'コア',
  memory: 'メモリー',
  usedOf: '{used} / {offered}',
  hostsOnline: 'オンラインのホストなし | ホスト {n} 台がオンライン | ホスト {n} 台がオンライン',
  hostsDown:
    '停止中のホストなし | {n} 台は応答なし（容量に含めません） | {n} 台は応答なし（容量に含めません）',
  hostsDownWith:
    '停止中のホストなし | {n} 台は応答なし（その上の{instances}も容量に含めません） | {n} 台は応答なし（その上の{instances}も容量に含めません）',
  hostsUnseen: '登録したアカウントから見えるホストがありません',
  hostsUnseenText: 'ホストは通常 a-shpoolxx が所有します。このアカウントを追加すると容量を確認できます。',
  hostsNotRead: 'ホストはまだ取得していません',
  onUnseenHosts:
    'すべて見えるホスト上にあります | インスタンス {n} 件は、登録したアカウントから見えないホスト上にあります | インスタンス {n} 件は、登録したアカウントから見えないホスト上にあります',
  unchanged: '前回の確認から変更なし',
  changed: '変更なし | 前回の確認から変更 {count} 件 | 前回の確認から変更 {count} 件',
  changesOf: '{name} の変更',
  changesOlder: 'これより古い変更なし | ほかに古い変更 {count} 件 | ほかに古い変更 {count} 件',
  changesFailed: '変更を読み込めませんでした',
  changesReading: '変更を読み込んでいます…',
  markSeen: '確認済みにする',
  close: '閉じる',
  health: 'エンドポイントの状況',
  healthSince: '{time}から',
};

export const figure: Translated<typeof english.figure> = {
  requests: '要求',
  records: '読み込んだレコード',
  received: '受信量',
  serverTime: '要求の合計時間',
  failed: '失敗した要求',
  clockSkew: 'サーバーの時計',
};
