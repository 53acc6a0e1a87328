import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createRepository } from '../support/git-repository.ts';
import { testEnv } from '../support/test-engine.ts';

const script = fileURLToPath(new URL('../support/few-descriptors.mjs', import.meta.url));

test.skipIf(process.platform === 'win32')(
  'with too few descriptors git is said not to start, and what to do; nothing crashes or waits for ever',
  async () => {
    const repository = await createRepository();
    for (let index = 0; index < 3; index += 1) {
      await repository.write('packages/x/meta.json', `{"x": ${index}}`);
      await repository.commit(`Change ${index}`);
    }
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', 'ulimit -n 100; exec "$0" "$@"', process.execPath, script, repository.dir],
      { env: testEnv, encoding: 'utf8', timeout: 60_000 },
    );
    expect(stderr).toBe('');
    const outcomes = new Set(JSON.parse(stdout) as string[]);
    expect(outcomes).toEqual(new Set(['GIT_FAILED Allow more: `ulimit -n 1024`.', 'ok']));
  },
);
