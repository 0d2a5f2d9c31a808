import type * as english from '../en/app.ts';
import type { Translated } from '../translated.ts';

export const app: Translated<typeof english.app> = {
  cancel: 'キャンセル',
  save: '保存',
  tryAgain: '再試行',
  dismiss: '閉じる',
  demo: 'デモ：これらのデータセンターはシミュレーションです。',
  sidebarWidth: '左列の幅',
};

export const link: Translated<typeof english.link> = {
  lost: 'Nori のエンジンとの接続が切れました。表示内容は古い可能性があります。',
  reconnecting: '再接続しています…',
  reconnectingIn: '{span}後に再接続します',
  retryNow: '今すぐ再接続',
};

export const welcome: Translated<typeof english.welcome> = {
  title: 'Nori へようこそ',
  what: 'Nori は、すべての Wakame-vdc データセンターのホストとインスタンスを並べて表示し、最新に保ちます。データセンターに接続できないときも、最後にわかっている内容を表示します。',
  need: 'まずデータセンターを追加してください。dcmgr の API アドレスと、一つ以上のアカウントが必要です。',
};

export const settings: Translated<typeof english.settings> = {
  theme: '外観',
  theme_system: 'システム',
  theme_light: 'ライト',
  theme_dark: 'ダーク',
  language: '言語',
  locale_system: 'システム',
  locale_en: 'English',
  locale_ja: '日本語',
};

export const grid: Translated<typeof english.grid> = {
  headerHint:
    'クリックで並べ替え、Shift+クリックで並べ替えに追加。ドラッグで移動。Shift+矢印キーで幅を変更、Ctrl+矢印キーで移動。',
};

export const time: Translated<typeof english.time> = {
  now: '今',
  ago: '{span}前',
  seconds: '{count} 秒',
  minutes: '{count} 分',
  hours: '{count} 時間',
  days: '{count} 日',
};
