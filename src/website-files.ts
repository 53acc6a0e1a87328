// The program's own part of the website: what `npm run build` made of templates/site/, and the templates themselves.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface WebsiteFiles {
  /** By file name: `package.mustache`. */
  readonly templates: ReadonlyMap<string, string>;
  /** File names in the folder of assets, each with a hash of its bytes in it. */
  readonly style: string;
  readonly theme: string;
  readonly script: string;
  readonly assets: readonly string[];
  readonly icon: Buffer;
  readAsset(file: string): Promise<Buffer>;
}

/** What `npm run build` writes beside the assets. */
interface AssetManifest {
  readonly style: string;
  readonly theme: string;
  readonly script: string;
  readonly files: readonly string[];
}

export async function readWebsiteFiles(): Promise<WebsiteFiles> {
  // The package finds itself by name, so that this works from src/ and from dist/.
  const root = dirname(createRequire(import.meta.url).resolve('stillpack/package.json'));
  const [source, built] = [join(root, 'templates', 'site'), join(root, 'dist', 'site')];
  const names = (await readdir(source)).filter((file) => file.endsWith('.mustache')).sort();
  const texts = await Promise.all(names.map((file) => readFile(join(source, file), 'utf8')));
  // `npm run build` wrote it.
  const manifest = JSON.parse(
    await readFile(join(built, 'manifest.json'), 'utf8'),
  ) as AssetManifest;
  const { style, theme, script, files } = manifest;
  return {
    templates: new Map(names.map((file, index) => [file, texts[index] ?? ''])),
    ...{ style, theme, script },
    assets: files,
    icon: await readFile(join(source, 'icon.svg')),
    readAsset: (file) => readFile(join(built, file)),
  };
}
