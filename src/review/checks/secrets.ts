import type { ArchiveFile } from '../../inspect/archive-files.ts';
import { type Finding, finding } from '../finding.ts';
import type { AddedVersion } from '../reviewed.ts';
import { type ContentChange, contentChangesOf } from './content-changes.ts';
import { limitFindings } from './limit-findings.ts';
import { secretKindOf, secretLevelIn } from './secret-kinds.ts';
import { type FoundSecret, loadSecretScanner, type ScanForSecrets } from './secret-scanner.ts';
import { lineAt, textOf } from './text-files.ts';

export interface SecretsOptions {
  /** @default the rules that secretlint recommends */
  readonly load?: () => Promise<ScanForSecrets>;
}

/**
 * The check `secret`, and `content-unread` of files that it did not look at. What is kept whole of a version bounds its
 * work, 96 MiB: some 100 MB/s for genuine packages, and 3 MB/s for the worst text that was found.
 */
export function createSecretCheck({ load = loadSecretScanner }: SecretsOptions = {}): (
  version: AddedVersion,
) => Promise<readonly Finding[]> {
  return async (version) => {
    const changes = contentChangesOf(version).filter(({ file }) => textOf(file) !== undefined);
    if (changes.length === 0) return [];
    const scan = await load();
    const found: Finding[] = [];
    const unread: ArchiveFile[] = [];
    for (const change of changes) {
      const secrets = await newSecrets(scan, change);
      if (secrets === undefined) unread.push(change.file);
      else found.push(...secretFindings(version.path, change.file, secrets));
    }
    return [...limitFindings(found), ...unreadFinding(version.path, unread)];
  };
}

/** Secrets in new and changed text. A finding holds no more of one than its first 4 characters. */
export const secrets: (version: AddedVersion) => Promise<readonly Finding[]> = createSecretCheck();

/** Those that the file did not hold before, each once; `undefined` when the scanner failed. */
async function newSecrets(
  scan: ScanForSecrets,
  { file, before }: ContentChange,
): Promise<readonly FoundSecret[] | undefined> {
  const secretsIn = async (held: ArchiveFile): Promise<ReadonlyMap<string, FoundSecret>> => {
    const found = await scan({ path: held.path, text: textOf(held) ?? '' });
    return new Map(found.toReversed().map((secret) => [secret.text, secret]));
  };
  try {
    const now = await secretsIn(file);
    if (now.size === 0) return [];
    const earlier = before && (await secretsIn(before));
    return [...now.values()].filter(({ text }) => earlier?.has(text) !== true);
  } catch {
    // What it threw might quote the text.
    return undefined;
  }
}

function secretFindings(
  path: string,
  file: ArchiveFile,
  secrets: readonly FoundSecret[],
): readonly Finding[] {
  const text = textOf(file) ?? '';
  return mostTrusted(secrets).map((secret) => {
    const kind = secretKindOf(secret.ruleId);
    const quoted = kind.isShown ? `: ${secret.text.slice(0, 4)}…` : '.';
    return finding('secret', {
      path,
      file: file.path,
      line: lineAt(text, secret.offset),
      level: secretLevelIn(file.path, kind),
      message: `${file.path} holds what looks like ${kind.title}${quoted}`,
    });
  });
}

/** More than are shown, but not all: each is looked up in the text. */
function mostTrusted(secrets: readonly FoundSecret[]): readonly FoundSecret[] {
  const isTrusted = ({ ruleId }: FoundSecret): boolean => secretKindOf(ruleId).level === 'block';
  return [...secrets.filter(isTrusted), ...secrets.filter((each) => !isTrusted(each))].slice(
    0,
    100,
  );
}

function unreadFinding(path: string, files: readonly ArchiveFile[]): readonly Finding[] {
  const [file] = files;
  if (file === undefined) return [];
  const others = files.length - 1;
  const more = others > 0 ? ` and ${others} further file${others === 1 ? '' : 's'}` : '';
  const message = `No secrets were looked for in ${file.path}${more}.`;
  return [finding('content-unread', { path, file: file.path, message })];
}
