// What a published tarball must be before anything is planned.
import { disagreeingFields } from '../change/manifest-agreement.ts';
import { type ErrorCode, StillpackError } from '../errors.ts';
import { inspectTarball } from '../inspect/inspect-tarball.ts';
import type { Tarball } from '../inspect/tarball.ts';
import type { Problem } from '../problems.ts';
import type { PublishDocument } from './publish-document.ts';

/**
 * The tarball's facts. Throws PUBLISH_REFUSED with every problem that is more than a warning, MANIFEST_MISMATCH when
 * the document says something else than the tarball.
 */
export async function admitTarball(document: PublishDocument): Promise<Tarball> {
  const { name, version, manifest } = document;
  const path = `${name}@${version}`;
  const { tarball, problems } = await inspectTarball(document.tarball, { path });
  refuseProblems(path, problems);
  if (tarball === undefined) throw new TypeError('A tarball without problems has facts.');
  const fields = disagreeingFields(manifest, tarball);
  const named = [
    ...(tarball.name === name ? [] : [`its name is ${tarball.name}`]),
    ...(tarball.version === version ? [] : [`its version is ${tarball.version}`]),
  ];
  if (fields.length === 0 && named.length === 0) return tarball;
  const differences = named.length > 0 ? named.join(' and ') : `it differs in ${fields.join(', ')}`;
  throw new StillpackError(
    'MANIFEST_MISMATCH',
    `package.json in the tarball of ${path} is not the manifest that was sent: ${differences}.`,
    {
      hint: 'Pack and publish with the same client; what is installed is what the tarball says.',
    },
  );
}

/** Throws PUBLISH_REFUSED for problems that are more than warnings. */
export function refuseProblems(spec: string, problems: readonly Problem[]): void {
  const reasons = problems.filter(({ severity }) => severity !== 'warning');
  const [first] = reasons;
  if (first === undefined) return;
  const code = codes.get(first.code) ?? 'PUBLISH_REFUSED';
  throw new StillpackError(
    code,
    reasons.length === 1 ? first.message : `${spec} is refused for ${reasons.length} reasons:`,
    { hint: first.hint, problems: reasons },
  );
}

/** Problems that have an error, and so a status, of their own. */
const codes = new Map<Problem['code'], ErrorCode>([
  ['PROVENANCE_INVALID', 'PROVENANCE_INVALID'],
  ['VERSION_EXISTS', 'VERSION_EXISTS'],
  ['VERSION_UNPUBLISHED', 'VERSION_UNPUBLISHED'],
]);
