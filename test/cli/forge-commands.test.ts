// What runs in a forge's jobs: `codeowners` and `wait`, as a user types them.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listen } from '../support/loopback-server.ts';
import { stillpack } from '../support/program.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';
import { createVerbDesk, type VerbDesk } from '../support/verb-desk.ts';

const json = (value: object): string => `${JSON.stringify(value)}\n`;

const deskWithOwners = (): Promise<VerbDesk> =>
  createVerbDesk({
    'stillpack.json': json({ url: 'https://npm.acme.example/', gateway: { admins: ['ada'] } }),
    'users/ada.json': json({ forge: 'ada-gh' }),
    'users/mira.json': json({ forge: 'mira-gh' }),
    'packages/@acme/ui/meta.json': json({ maintainers: ['mira'] }),
  });

describe('codeowners', () => {
  test('prints the file, and changes nothing', async () => {
    const desk = await deskWithOwners();
    const before = await desk.state();
    const { code, stdout } = await desk.run(['codeowners']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\* @ada-gh\n\/packages\/@acme\/ui\/ @ada-gh @mira-gh\n$/);
    expect(await desk.state()).toBe(before);
  });

  test('commits it, once, and tells when it is no longer current', async () => {
    const desk = await deskWithOwners();
    expect(await desk.run(['codeowners', '--check'])).toMatchObject({ code: 1 });
    expect(await desk.run(['codeowners', '--write'])).toMatchObject({ code: 0 });
    expect(await desk.lastCommit()).toMatchObject({ files: ['A .github/CODEOWNERS'] });
    const written = await desk.state();
    expect(await desk.runJson(['codeowners', '--write'])).not.toHaveProperty('commit');
    expect(await desk.state()).toBe(written);
    expect(await desk.run(['codeowners', '--check'])).toMatchObject({ code: 0 });
    await desk.run(['owner', 'add', 'ada', '@acme/ui']);
    expect(await desk.run(['codeowners', '--check'])).toMatchObject({ code: 0 });
    await desk.run(['owner', 'rm', 'mira', '@acme/ui']);
    expect(await desk.runJson(['codeowners', '--check'])).toMatchObject({ ok: false });
  });

  test('keeps the file where GitLab looks, and never replaces one that somebody wrote', async () => {
    const desk = await deskWithOwners();
    await desk.write('.gitlab/CODEOWNERS', '* @somebody\n');
    await desk.commit('By hand');
    expect(await desk.runJson(['codeowners'])).toMatchObject({ path: '.gitlab/CODEOWNERS' });
    const { code, stderr } = await desk.run(['codeowners', '--write']);
    expect(code).toBe(1);
    expect(stderr).toContain('FILE_EXISTS');
    await desk.git('rm', '-q', '.gitlab/CODEOWNERS');
    await desk.commit('Without');
    expect(await desk.run(['codeowners', '--write'])).toMatchObject({ code: 0 });
  });

  test('has no line for packages that say nothing of owners', async () => {
    const desk = await deskWithOwners();
    await desk.write('packages/plain/plain-1.0.0.tgz', 'as `stillpack add` leaves it');
    await desk.write('packages/left/left-1.0.0.sigstore', 'whose tarball is gone');
    await desk.commit('Without a meta.json');
    const { code, stdout } = await desk.run(['codeowners']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\* @ada-gh\n\/packages\/@acme\/ui\/ @ada-gh @mira-gh\n$/);
  });

  test('does not check and write at once', async () => {
    const desk = await deskWithOwners();
    expect(await desk.run(['codeowners', '--check', '--write'])).toMatchObject({ code: 2 });
  });
});

describe('wait', () => {
  async function built(): Promise<string> {
    const desk = await deskWithOwners();
    const out = join(await temporaryDirectory(), 'public');
    await desk.run(['build', '--out', out]);
    return out;
  }

  test('ends with 0 when all is served, and with 1 and a list when something is not', async () => {
    const out = await built();
    let missing = '';
    const url = await listen((request, response) => {
      const path = decodeURIComponent(request.url ?? '').slice(1);
      readFile(join(out, path === missing ? 'nowhere' : path)).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    const args = ['wait', out, '--url', url, '--timeout', '0'];
    expect(await stillpack(args)).toMatchObject({ code: 0, stdout: '' });
    missing = '@acme/ui';
    const { code, stderr } = await stillpack(args);
    expect(code).toBe(1);
    expect(stderr).toContain(`old ${url}/@acme%2fui answers 404`);
    const { stdout } = await stillpack([...args, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      stale: [{ url: `${url}/@acme%2fui`, reason: 'answers 404' }],
    });
  });

  test('ends with 3 where nobody answers', async () => {
    const url = await listen((request) => request.socket.destroy());
    const { code, stderr } = await stillpack([
      'wait',
      await built(),
      '--url',
      url,
      '--timeout',
      '0',
    ]);
    expect({ code, stderr }).toMatchObject({ code: 3 });
    expect(stderr).toContain('SITE_UNREACHABLE');
  });
});
