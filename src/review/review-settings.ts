// Users, organisations and configuration as they will be: what no build could read may not be merged.
import { configFileName, parseConfig } from '../config.ts';
import { StillpackError } from '../errors.ts';
import { parseDirectory } from '../model/directory.ts';
import type { ReadFile } from '../model/users.ts';
import { maxConfigBytes } from '../source/byte-limits.ts';
import {
  type GitEngine,
  isFileMode,
  type Oid,
  type TreeChange,
  type TreeEntry,
} from '../source/git-engine.ts';
import { sourceFile } from '../source/package-folder.ts';
import type { FileBytes } from '../source/snapshot.ts';
import { listFiles } from '../verbs/read-held.ts';
import { readFiles } from '../verbs/read-people.ts';
import { checkAttributes } from './checks/attributes.ts';
import { type Finding, finding } from './finding.ts';
import { findingOf } from './problem-finding.ts';
import { mergedFiles } from './read/read-change.ts';

/** Only what the change touches is read, but of users/ and orgs/ all: two profiles may not claim one address. */
export async function reviewSettings(
  engine: GitEngine,
  { base, changes }: { readonly base: Oid; readonly changes: readonly TreeChange[] },
): Promise<readonly Finding[]> {
  const at = (path: string): TreeChange | undefined =>
    changes.find((change) => change.path === path);
  const findings: Finding[] = [];
  const config = at(configFileName);
  if (config !== undefined) findings.push(...checkConfig(await bytesAfter(engine, config)));
  const attributes = at('.gitattributes');
  if (attributes !== undefined) {
    const bytes = await bytesAfter(engine, attributes);
    const text = bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : undefined;
    findings.push(...checkAttributes(attributes.path, text));
  }
  const isPerson = ({ path }: TreeChange): boolean => /^(?:users|orgs)\//.test(path);
  if (changes.some(isPerson)) {
    const repository = { engine, commit: base };
    const before = [
      ...(await listFiles(repository, 'users')),
      ...(await listFiles(repository, 'orgs')),
    ];
    findings.push(...(await checkPeople(engine, mergedFiles(before, changes.filter(isPerson)))));
  }
  return findings;
}

async function bytesAfter(
  engine: GitEngine,
  { path, after }: TreeChange,
): Promise<FileBytes | undefined> {
  if (after === undefined) return undefined;
  if (!isFileMode(after.mode)) return 'not-a-blob';
  return sourceFile(engine, { path, oid: after.oid }, maxConfigBytes).read();
}

function checkConfig(bytes: FileBytes | undefined): readonly Finding[] {
  try {
    parseConfig(bytes);
    return [];
  } catch (error) {
    if (!(error instanceof StillpackError)) throw error;
    const { message, hint } = error;
    return [finding('meta-invalid', { path: configFileName, message, advice: hint })];
  }
}

async function checkPeople(
  engine: GitEngine,
  files: readonly TreeEntry[],
): Promise<readonly Finding[]> {
  const read = (folder: string): Promise<readonly ReadFile[]> =>
    readFiles(
      files
        .filter(({ path, mode }) => isFileMode(mode) && isIn(path, folder))
        .map((file) => sourceFile(engine, file)),
    );
  const { problems } = parseDirectory({ users: await read('users'), orgs: await read('orgs') });
  return problems.map(findingOf);
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`) && /^[^/]+\.json$/.test(path.slice(folder.length + 1));
}
