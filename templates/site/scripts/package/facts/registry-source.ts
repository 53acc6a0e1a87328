// Facts and packuments over the network, as much as one page may ask for.
import { siteFileUrl } from '../../page.ts';
import { loadJson, loadVersions } from '../version-list.ts';
import type { ClosureSource, InstalledVersion } from './closure.ts';
import { createFactsShards } from './facts-shards.ts';
import { installedVersion } from './version-manifest.ts';

const mostRequests = 60;

export function createRegistrySource(): ClosureSource {
  let requests = 0;
  const shards = createFactsShards(
    (shard) => siteFileUrl(`facts/${shard}.json`),
    (url) => {
      requests += 1;
      return loadJson(url);
    },
  );
  const packuments = new Map<string, Promise<readonly InstalledVersion[]>>();
  const load = async (name: string): Promise<readonly InstalledVersion[]> => {
    const versions = await loadVersions(name);
    return [...versions].map(([version, manifest]) => installedVersion(name, version, manifest));
  };
  return {
    factsOf: (name) => shards.factsOf(name),
    versionsOf(name) {
      let versions = packuments.get(name);
      if (versions === undefined) {
        requests += 1;
        packuments.set(name, (versions = load(name)));
      }
      return versions;
    },
    isSpent: () => requests >= mostRequests,
  };
}
