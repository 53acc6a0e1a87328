// What the registry says of one version.
import { versionDocumentUrl } from '../page.ts';
import { isRecord } from './record.ts';
import { isOf, loadJson, loadVersions } from './version-list.ts';

/**
 * From the version's own document, or, where there is none, from the packument; `undefined` when the package has no
 * such version. Throws LoadError when there is no such package.
 */
export async function loadVersion(
  name: string,
  version: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const document = await loadJson(versionDocumentUrl(name, version));
    const isWanted = isRecord(document) && document['version'] === version && isOf(name, document);
    if (isWanted) return document;
  } catch {
    // Most layouts have no document for most versions.
  }
  const manifest = (await loadVersions(name)).get(version);
  return isRecord(manifest) ? manifest : undefined;
}
