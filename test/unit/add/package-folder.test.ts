import { execFile } from 'node:child_process';
import { access, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createDesk, sriOf, ui } from '../../support/registry-desk.ts';
import { temporaryDirectory } from '../../support/temp-dir.ts';

const run = promisify(execFile);

describe('a package folder', () => {
  async function writePackage(dir: string, manifest: object): Promise<void> {
    await mkdir(join(dir, 'lib'), { recursive: true });
    await writeFile(join(dir, 'package.json'), JSON.stringify(manifest));
    await writeFile(join(dir, 'README.md'), '# ui\n');
    await writeFile(join(dir, 'lib/index.js'), 'export {};\n');
    await writeFile(join(dir, '.npmignore'), 'secret.txt\n');
    await writeFile(join(dir, 'secret.txt'), 'secret\n');
  }

  async function npmPackIntegrity(dir: string): Promise<string> {
    const destination = await temporaryDirectory();
    // `npm test` says which npm runs; elsewhere the one on PATH is meant.
    const npm = process.env['npm_execpath'];
    const [program, ...args] =
      npm?.endsWith('npm-cli.js') === true ? [process.execPath, npm] : ['npm'];
    await run(program, [...args, 'pack', '--pack-destination', destination], { cwd: dir });
    const [file = ''] = await readdir(destination);
    return sriOf(await readFile(join(destination, file)));
  }

  it('is packed as npm pack does, its scripts included', async () => {
    const desk = await createDesk();
    const dir = join(desk.cwd, 'a folder #1 %41');
    await writePackage(dir, {
      ...ui,
      scripts: {
        prepack: "node -e \"fs.writeFileSync('lib/prepack.js', '')\"",
        prepare: "node -e \"console.log(1); fs.writeFileSync('lib/prepare.js', '')\"",
        postpack: "node -e \"fs.writeFileSync('postpack-ran', '')\"",
      },
    });
    const { added } = await desk.add([dir]);
    const committed = await readFile(join(desk.registry.dir, 'packages/@acme/ui/ui-2.0.0.tgz'));
    expect(added[0]?.integrity).toBe(sriOf(committed));
    expect(await readdir(join(dir, 'lib'))).toEqual(['index.js', 'prepack.js', 'prepare.js']);
    await access(join(dir, 'postpack-ran'));

    const npm = join(desk.cwd, 'as npm packs it');
    await cp(dir, npm, { recursive: true });
    await rm(join(npm, 'postpack-ran'));
    expect(sriOf(committed)).toBe(await npmPackIntegrity(npm));
  });

  it('whose script fails is refused', async () => {
    const desk = await createDesk();
    await writePackage(desk.cwd, { ...ui, scripts: { prepack: 'node -e "throw 1"' } });
    const before = await desk.state();
    await expect(desk.add(['.'])).rejects.toMatchObject({ code: 'PACK_FAILED', path: '.' });
    expect(await desk.state()).toBe(before);
  });

  it('without a version is refused', async () => {
    const desk = await createDesk();
    await writePackage(desk.cwd, { name: 'a' });
    await expect(desk.add(['.'])).rejects.toMatchObject({ code: 'ADD_REFUSED' });
  });
});
