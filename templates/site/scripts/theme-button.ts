// The button for the colour scheme: as the system has it, light, dark.
import { readStored, writeStored } from './stored.ts';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const labels: Readonly<Record<Theme, string>> = {
  auto: 'Colours: as your system',
  light: 'Colours: light',
  dark: 'Colours: dark',
};

export function startThemeButton(): void {
  const button = document.querySelector<HTMLButtonElement>('#theme-button');
  if (button === null) return;
  const stored = readStored('theme');
  let theme: Theme = themes.find((one) => one === stored) ?? 'auto';
  const show = (): void => {
    button.setAttribute('aria-label', labels[theme]);
    button.title = labels[theme];
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
    writeStored('theme', theme === 'auto' ? undefined : theme);
    show();
  });
  show();
  button.hidden = false;
}
