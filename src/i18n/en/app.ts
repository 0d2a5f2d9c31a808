export const app = {
  cancel: 'Cancel',
  save: 'Save',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  demo: 'Demonstration: these datacenters are simulated.',
  sidebarWidth: 'Width of the left column',
} as const;

export const link = {
  lost: 'The connection to Nori’s engine is lost. What you see may be out of date.',
  reconnecting: 'Reconnecting…',
  reconnectingIn: 'Reconnecting in {span}',
  retryNow: 'Reconnect now',
} as const;

export const welcome = {
  title: 'Welcome to Nori',
  what: 'Nori shows the hosts and instances of all your Wakame-vdc datacenters side by side, keeps them up to date, and remembers them when a datacenter can’t be reached.',
  need: 'To begin, add a datacenter. You need the address of its dcmgr API and at least one account.',
} as const;

export const settings = {
  theme: 'Appearance',
  theme_system: 'System',
  theme_light: 'Light',
  theme_dark: 'Dark',
  language: 'Language',
  locale_system: 'System',
  locale_en: 'English',
  locale_ja: '日本語',
} as const;

export const grid = {
  headerHint:
    'Click to sort, Shift+click to sort by this as well. Drag to move. Shift+arrow keys change the width, Ctrl+arrow keys move.',
} as const;

export const time = {
  now: 'now',
  ago: '{span} ago',
  seconds: '{count} s',
  minutes: '{count} min',
  hours: '{count} h',
  days: '{count} d',
} as const;
