// Runs before anything is drawn, so that nothing flashes: the colour scheme that the reader chose. It is no module.
import { readStored } from './stored.ts';

const theme = readStored('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
