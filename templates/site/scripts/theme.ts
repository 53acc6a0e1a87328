// Runs before anything is drawn, so that nothing flashes or moves: the colour scheme that the reader chose, and which part
// of a package's page is to be seen. It is no module.
import { queryTab } from './query-tab.ts';
import { readStored } from './stored.ts';

const { dataset } = document.documentElement;
const theme = readStored('theme');
if (theme === 'light' || theme === 'dark') dataset['theme'] = theme;
dataset['scripts'] = queryTab(location.search) ?? 'readme';
// Then there will be no tabs: all parts are shown, as without scripts.
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLScriptElement) delete dataset['scripts'];
  },
  true,
);
