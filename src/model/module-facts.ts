// How a package is loaded, as its package.json says: https://nodejs.org/api/packages.html
import { isJsonObject, type JsonObject, own } from '../json.ts';

export interface ModuleFacts {
  readonly isEsm: boolean;
  readonly isCommonJs: boolean;
  /** Whether it says that it has type declarations. */
  readonly hasTypes: boolean;
}

export function moduleFactsOf(manifest: JsonObject): ModuleFacts {
  const conditions = new Set<string>();
  collectConditions(own(manifest, 'exports'), conditions);
  const isModule = own(manifest, 'type') === 'module';
  const hasImport = conditions.has('import') || typeof own(manifest, 'module') === 'string';
  return {
    isEsm: isModule || hasImport,
    isCommonJs: conditions.has('require') || !isModule,
    hasTypes:
      typeof own(manifest, 'types') === 'string' ||
      typeof own(manifest, 'typings') === 'string' ||
      conditions.has('types'),
  };
}

/** The depth is that of parsed JSON, which is bounded. */
function collectConditions(value: unknown, conditions: Set<string>): void {
  if (Array.isArray(value)) {
    for (const one of value) collectConditions(one, conditions);
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, target] of Object.entries(value)) {
    if (!key.startsWith('.')) conditions.add(key);
    collectConditions(target, conditions);
  }
}
