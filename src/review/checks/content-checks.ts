import type { Finding } from '../finding.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';
import { binClash } from './bin.ts';
import { installScript } from './install-script.ts';
import { nativeBinary } from './native-binary.ts';
import { privateFile } from './private-file.ts';
import { provenance } from './provenance.ts';
import { secrets } from './secrets.ts';
import { sizeGrowth } from './size.ts';
import { contentUnread } from './unread.ts';

export const contentChecks: readonly ((
  version: AddedVersion,
  context: ReviewContext,
) => readonly Finding[] | Promise<readonly Finding[]>)[] = [
  binClash,
  installScript,
  nativeBinary,
  privateFile,
  provenance,
  secrets,
  sizeGrowth,
  contentUnread,
];
