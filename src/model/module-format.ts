// Which kinds of modules a package offers, as its package.json says.
import { isJsonObject, type JsonObject, own } from '../json.ts';

export interface ModuleFormat {
  readonly esm: boolean;
  readonly cjs: boolean;
  /** Declarations of its own. */
  readonly types: boolean;
}

/** Node's rules: `exports` before `main`, the extension before `type`. A package without any module offers neither. */
export function moduleFormatOf(manifest: JsonObject): ModuleFormat {
  const isModule = own(manifest, 'type') === 'module';
  const found = exportedFiles(own(manifest, 'exports'));
  const files = found.files.length > 0 ? found.files : mainFiles(manifest);
  const plain = files.map(({ path, conditions }) => formatOfFile(path, conditions, isModule));
  const declared = ['types', 'typings'].some((key) => typeof own(manifest, key) === 'string');
  return {
    esm: plain.includes('esm') || typeof own(manifest, 'module') === 'string',
    cjs: plain.includes('cjs'),
    types: declared || found.hasTypes,
  };
}

interface ExportedFile {
  readonly path: string;
  readonly conditions: readonly string[];
}

interface ExportedFiles {
  readonly files: readonly ExportedFile[];
  readonly hasTypes: boolean;
}

/** Of the conditions and subpaths of a manifest: more are not looked at. */
const maxTargets = 2000;

function exportedFiles(value: unknown): ExportedFiles {
  const files: ExportedFile[] = [];
  let hasTypes = false;
  let left = maxTargets;
  const visit = (target: unknown, conditions: readonly string[]): void => {
    if (left-- <= 0) return;
    if (typeof target === 'string') {
      if (conditions.some(isTypes)) hasTypes = true;
      else files.push({ path: target, conditions });
    } else if (Array.isArray(target)) {
      for (const each of target) visit(each, conditions);
    } else if (isJsonObject(target)) {
      for (const [key, each] of Object.entries(target)) visit(each, [...conditions, key]);
    }
  };
  visit(value, []);
  return { files, hasTypes };
}

/** `types`, `types@>=5.0` */
function isTypes(condition: string): boolean {
  return condition === 'types' || condition.startsWith('types@');
}

function mainFiles(manifest: JsonObject): readonly ExportedFile[] {
  const main = own(manifest, 'main');
  return typeof main === 'string' && main !== '' ? [{ path: main, conditions: [] }] : [];
}

function formatOfFile(
  path: string,
  conditions: readonly string[],
  isModule: boolean,
): 'esm' | 'cjs' | undefined {
  if (/\.d\.[cm]?ts$|\.(?:json|css|node|wasm)$/.test(path)) return undefined;
  if (path.endsWith('.mjs')) return 'esm';
  if (path.endsWith('.cjs')) return 'cjs';
  if (conditions.includes('require')) return 'cjs';
  // For bundlers as well, whatever Node makes of such a file.
  if (conditions.includes('import') || conditions.includes('module')) return 'esm';
  return isModule ? 'esm' : 'cjs';
}
