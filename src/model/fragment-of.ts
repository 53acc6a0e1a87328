import { sha256Hex } from '../digest.ts';
import type { Tarball } from '../inspect/tarball.ts';
import { jsonText } from '../json-text.ts';
import { manifestOf } from './manifest.ts';
import { hasInstallScript } from './manifest-scripts.ts';
import type { VersionFragment } from './version-fragment.ts';

export function fragmentOf(tarball: Tarball): VersionFragment {
  const { name, version, hasShrinkwrap, integrity, shasum, size, fileCount, unpackedSize } =
    tarball;
  const manifest = manifestOf(tarball);
  return {
    name,
    version,
    manifest: jsonText(manifest),
    hasInstallScript: hasInstallScript(manifest),
    hasShrinkwrap,
    integrity,
    shasum,
    size,
    fileCount,
    unpackedSize,
    readme: tarball.readme && {
      fileName: tarball.readme.fileName,
      digest: sha256Hex(tarball.readme.text),
      isCut: tarball.readme.isCut,
    },
    hasChangelog: tarball.changelog !== undefined,
    hasDeclarations: tarball.entries.some(({ path }) => /\.d\.[cm]?ts$/.test(path)),
  };
}
