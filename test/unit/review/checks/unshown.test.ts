import { expect, test } from 'vitest';
import { unshownCode } from '../../../../src/review/checks/unshown.ts';
import { addedVersion } from '../../../support/review.ts';

const nul = "eval('x');\0";
const latin = Buffer.from('// caf\u00e9\nx();', 'latin1');

test('code with a NUL is shown by no difference: a person has to look', async () => {
  const files = { 'lib/a.js': nul, 'b.mjs': nul, 'bin/run': `#!/usr/bin/env node\n${nul}` };
  const findings = unshownCode(await addedVersion({ files }));
  expect(findings).toMatchObject([{ check: 'hidden-text', level: 'person', file: 'lib/a.js' }]);
  expect(findings[0]?.message).toContain('2 further files');
});

test('code in another encoding is worth a warning', async () => {
  const findings = unshownCode(await addedVersion({ files: { 'a.js': latin } }));
  expect(findings).toMatchObject([{ check: 'hidden-text', level: 'warning', file: 'a.js' }]);
});

test('what is no code, is text, or was there is nothing', async () => {
  const files = { 'a.js': 'x();', 'logo.png': nul, data: nul, 'old.js': nul };
  const version = await addedVersion({ files, previous: { files: { 'old.js': nul } } });
  expect(unshownCode(version)).toEqual([]);
});
