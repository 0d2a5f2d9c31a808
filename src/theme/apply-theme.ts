import type { GlobalThemeOverrides } from 'naive-ui';
import { type Appearance, palettes } from './palette.ts';

/** Makes the palette known to the style sheets. */
export function applyPalette(root: HTMLElement, appearance: Appearance): void {
  root.style.colorScheme = appearance;
  root.dataset.appearance = appearance;
  for (const [role, colour] of Object.entries(palettes[appearance])) {
    root.style.setProperty(`--nori-${role}`, colour);
  }
}

/** Naive UI in the page's own colours, sizes and type. */
export function naiveTheme(appearance: Appearance): GlobalThemeOverrides {
  const colour = palettes[appearance];
  return {
    common: {
      primaryColor: colour.accent,
      primaryColorHover: colour['accent-hover'],
      primaryColorPressed: colour['accent-hover'],
      primaryColorSuppl: colour.accent,
      errorColor: colour.danger,
      warningColor: colour.warn,
      successColor: colour.ok,
      bodyColor: colour.surface,
      cardColor: colour.surface,
      modalColor: colour.raised,
      popoverColor: colour.raised,
      inputColor: colour.surface,
      borderColor: colour['line-control'],
      dividerColor: colour.line,
      textColorBase: colour.text,
      textColor1: colour.text,
      textColor2: colour.text,
      textColor3: colour['text-soft'],
      placeholderColor: colour['text-faint'],
      fontFamily: 'inherit',
      fontSize: '13px',
      fontSizeSmall: '13px',
      fontSizeMedium: '13px',
      borderRadius: '5px',
      heightSmall: '28px',
      heightMedium: '30px',
    },
    Input: {
      border: `1px solid ${colour['line-control']}`,
      borderHover: `1px solid ${colour.accent}`,
      borderFocus: `1px solid ${colour.accent}`,
      color: colour.surface,
      colorFocus: colour.surface,
    },
    Button: { textColorPrimary: colour['on-accent'], textColorHoverPrimary: colour['on-accent'] },
    Dropdown: { optionHeightMedium: '30px' },
  };
}
