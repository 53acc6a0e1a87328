// The checks of what a version's files hold.
import type { Check } from '../check.ts';
import { binClash } from './bin.ts';
import { hiddenText } from './hidden-text.ts';
import { installScript } from './install-script.ts';
import { minifiedCode } from './minified.ts';
import { nativeBinary } from './native-binary.ts';
import { privateFile } from './private-file.ts';
import { provenance } from './provenance.ts';
import { secrets } from './secrets.ts';
import { sizeGrowth } from './size.ts';
import { contentUnread } from './unread.ts';
import { unshownCode } from './unshown.ts';

export const contentChecks: readonly Check[] = [
  installScript,
  nativeBinary,
  secrets,
  privateFile,
  hiddenText,
  unshownCode,
  minifiedCode,
  sizeGrowth,
  binClash,
  provenance,
  contentUnread,
];
