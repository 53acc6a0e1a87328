// What the packument says of a version's provenance against the document that it names.
import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject, own } from '../json.ts';
import { parseProvenance } from '../model/provenance.ts';
import { attestationsPath } from '../output/attestations.ts';
import { parseObject } from './built-folder.ts';
import { type Finding, finding } from './finding.ts';
import type { VersionInput } from './verify-version.ts';
import { readWithTwins } from './verify-twins.ts';

/** A version that has attestations names a document of this registry, which holds one provenance of its tarball. */
export async function verifyAttestations(input: VersionInput): Promise<readonly Finding[]> {
  const { folder, preset, name, version, entry, base } = input;
  const dist = own(entry, 'dist');
  const said = isJsonObject(dist) ? own(dist, 'attestations') : undefined;
  if (!isJsonObject(dist) || said === undefined) return [];
  const place = attestationsPath(name, version);
  const document = { url: `/${place}`, kind: 'registry', owner: name } as const;
  const { path, bytes, findings } = await readWithTwins(folder, preset.layout, document);
  const integrity = String(own(dist, 'integrity'));
  const predicateType = predicateTypeIn(parseObject(bytes), { path, name, version, integrity });
  const expected = { url: base + place, provenance: { predicateType } };
  if (predicateType !== undefined && isDeepStrictEqual(said, expected)) return findings;
  const message = `It is missing, or no provenance of ${name}@${version} as the packument names it.`;
  return [...findings, finding('DOCUMENT_DIFFERS', path, message)];
}

/** `undefined` when the document holds no provenance of the tarball, or something beside it. */
function predicateTypeIn(
  document: JsonObject | undefined,
  {
    path,
    ...subject
  }: Pick<VersionInput, 'name' | 'version'> & { path: string; integrity: string },
): string | undefined {
  const attestations = document && own(document, 'attestations');
  const [attestation, ...others] = Array.isArray(attestations) ? (attestations as unknown[]) : [];
  if (!isJsonObject(attestation) || others.length > 0) return undefined;
  const bundle = Buffer.from(JSON.stringify(own(attestation, 'bundle') ?? null));
  const { provenance } = parseProvenance(path, bundle, subject);
  const predicateType = own(attestation, 'predicateType');
  return provenance?.predicateType === predicateType ? provenance?.predicateType : undefined;
}
