/** The colours of one appearance, by role. Components know them as CSS variables, `--nori-<role>`. */
export type Palette = typeof light;
export type ColourRole = keyof Palette;

export const light = {
  chrome: '#f3f5f6',
  surface: '#ffffff',
  raised: '#ffffff',
  hover: '#f1f4f5',
  selected: '#dff0eb',
  group: '#f7f9f9',
  line: '#e2e6e9',
  'line-strong': '#c3cad1',
  'line-control': '#858e98',
  text: '#1a2026',
  'text-soft': '#47525d',
  'text-faint': '#5f6a75',
  accent: '#0f6b59',
  'accent-hover': '#0c5a4b',
  'accent-soft': '#e0f1ec',
  'on-accent': '#ffffff',
  ok: '#18794a',
  'ok-soft': '#e2f4ea',
  busy: '#1a62b3',
  'busy-soft': '#e5f0fb',
  warn: '#8a5700',
  'warn-soft': '#fdf1d8',
  danger: '#b3261e',
  'danger-soft': '#fdeceb',
  idle: '#56616c',
  'idle-soft': '#e9edf0',
};

export const dark: Palette = {
  chrome: '#13171a',
  surface: '#191e22',
  raised: '#21272c',
  hover: '#21282d',
  selected: '#173b34',
  group: '#1e2429',
  line: '#2b3238',
  'line-strong': '#404a53',
  'line-control': '#76828d',
  text: '#e5e9ec',
  'text-soft': '#b6c0c9',
  'text-faint': '#97a3ae',
  accent: '#4fc4a8',
  'accent-hover': '#6ad4ba',
  'accent-soft': '#16362f',
  'on-accent': '#06241d',
  ok: '#5ccb8d',
  'ok-soft': '#16352a',
  busy: '#7db6f6',
  'busy-soft': '#182f48',
  warn: '#e8b552',
  'warn-soft': '#382b12',
  danger: '#ff8f85',
  'danger-soft': '#421f1d',
  idle: '#a0abb6',
  'idle-soft': '#2a3138',
};

export type Appearance = 'light' | 'dark';
export const palettes: Readonly<Record<Appearance, Palette>> = { light, dark };
