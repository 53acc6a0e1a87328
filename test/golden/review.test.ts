// UPDATE_GOLDEN=1 writes the expected reports anew; read the difference before committing it.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { githubCommands } from '../../src/review/report/github.ts';
import { markdownOf } from '../../src/review/report/markdown.ts';
import { sarifOf } from '../../src/review/report/sarif.ts';
import { textOf } from '../../src/review/report/text.ts';
import { review } from '../../src/review/review.ts';
import type { PackageReport, ReviewReport } from '../../src/review/review-report.ts';
import { createRepository } from '../support/git-repository.ts';
import { packageTarball } from '../support/tarball.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { testEnv } from '../support/test-engine.ts';

const update = process.env['UPDATE_GOLDEN'] === '1';

/** A release with a new script, another licence and a new dependency, by somebody who is no owner. */
async function ordinaryReport(): Promise<ReviewReport> {
  const repository = await createRepository();
  const ui = (manifest: object, code: string): Uint8Array =>
    packageTarball({
      manifest: {
        ...{ name: '@acme/ui', description: 'Buttons', repository: 'github:acme/ui' },
        ...{ main: 'index.js', ...manifest },
      },
      files: { 'index.js': code, 'README.md': '# ui\n' },
    });
  await repository.write('users/mira.json', '{"email": "mira@acme.example", "forge": "mira"}');
  await repository.write('packages/@acme/ui/meta.json', '{"maintainers": ["mira"]}');
  const before = { version: '1.0.0', license: 'MIT' };
  await repository.write(
    'packages/@acme/ui/ui-1.0.0.tgz',
    ui(before, "exports.button = 'round';\nexports.size = 1;\n"),
  );
  await repository.commit('Begin');
  await repository.git('checkout', '-q', '-b', 'change');
  const after = {
    ...{ version: '1.1.0', license: 'Apache-2.0', dependencies: { '@acme/icons': '^2.0.0' } },
    scripts: { postinstall: 'node index.js' },
  };
  await repository.write(
    'packages/@acme/ui/ui-1.1.0.tgz',
    ui(after, "exports.button = 'square';\nexports.size = 1;\n"),
  );
  await repository.commit('Publish @acme/ui 1.1.0');
  const report = await review({
    ...{ repo: repository.dir, base: 'main', head: 'change', account: 'jo' },
    ...{ env: testEnv, cacheDir: await temporaryDirectory() },
  });
  const [base, head] = ['b'.repeat(40), 'a'.repeat(40)];
  return { ...report, base, head, packages: report.packages.map(withPackedSizes) };
}

/** How well zlib packs differs from one Node to another, and with it the ids of commits. */
function withPackedSizes(pkg: PackageReport): PackageReport {
  const packed = { before: 300, after: 350 };
  const added = pkg.added.map((version) => {
    const sizes = { ...version.difference.sizes, packed };
    return { ...version, difference: { ...version.difference, sizes } };
  });
  return { ...pkg, added };
}

describe('the report of an ordinary release', () => {
  it.each([
    ['review.md', markdownOf],
    ['review.txt', (report: ReviewReport) => `${textOf(report).map(plain).join('\n')}\n`],
    ['review-annotations.txt', (report: ReviewReport) => `${githubCommands(report).join('\n')}\n`],
    [
      'review.sarif',
      (report: ReviewReport) => `${JSON.stringify(sarifOf(report), undefined, 2)}\n`,
    ],
  ] as const)('is as expected: %s', async (name, render) => {
    const path = fileURLToPath(new URL(`expected/${name}`, import.meta.url));
    const actual = render(await ordinaryReport());
    if (update) await writeFile(path, actual);
    expect(actual).toBe(await readFile(path, 'utf8'));
  });
});

function plain(line: ReturnType<typeof textOf>[number]): string {
  return line.map((part) => (typeof part === 'string' ? part : part.text)).join(' ');
}
