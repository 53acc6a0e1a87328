import { finding, type Finding } from '../finding.ts';
import type { AddedVersion, ReviewContext } from '../reviewed.ts';
import type { PublintMessage, PublintOutcome } from '../run-publint.ts';
import { limitFindings } from './limit-findings.ts';

/** What publint finds that it did not find in the previous version: errors are `entry-points`, the rest is advice. */
export async function checkEntryPoints(
  version: AddedVersion,
  { publint }: Pick<ReviewContext, 'publint'>,
): Promise<readonly Finding[]> {
  const { path, previous } = version;
  const outcome = await publint(version);
  if (outcome.messages?.length === 0) return [];
  const before = previous && (await publint(previous));
  if (outcome.messages === undefined) return [unfinished({ path, outcome, before })];
  const known = new Set(before?.messages?.map(({ key }) => key));
  const unseen = outcome.messages.filter(
    ({ key, code }) => !known.has(key) && !isSaidElsewhere(code),
  );
  return limitFindings(unseen.map((message) => findingOf(path, message)));
}

function isSaidElsewhere(code: PublintMessage['code']): boolean {
  return code === 'USE_LICENSE';
}

function findingOf(path: string, { type, text }: PublintMessage): Finding {
  const check = type === 'error' ? 'entry-points' : 'package-json-quality';
  return finding(check, { path, file: 'package.json', message: text });
}

function unfinished({
  path,
  outcome: { reason },
  before,
}: {
  readonly path: string;
  readonly outcome: Extract<PublintOutcome, { readonly reason: string }>;
  readonly before: PublintOutcome | undefined;
}): Finding {
  return finding('entry-points', {
    path,
    file: 'package.json',
    message: `publint could not look at the package: ${reason}`,
    advice: 'Try the entry points yourself: install the package, and import what it exports.',
    level: before?.reason === reason ? 'info' : undefined,
  });
}
