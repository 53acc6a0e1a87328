// Sigstore bundles as `npm publish --provenance` sends them (npm 11.21 on GitHub Actions), signed by nobody.
import { createHash } from 'node:crypto';

export interface ProvenanceOptions {
  readonly name: string;
  /** @default '1.0.0' */
  readonly version?: string;
  /** What it is said to be of. */
  readonly tarball: Uint8Array;
  /** Instead of what npm puts into the statement. */
  readonly statement?: object;
  /** Instead of what npm puts into the DSSE envelope. */
  readonly envelope?: object;
  /** Instead of what sigstore puts into the bundle. */
  readonly bundle?: object;
}

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
export const provenanceType = 'https://slsa.dev/provenance/v1';

/** JSON text. */
export function provenanceOf({
  name,
  version = '1.0.0',
  tarball,
  statement = {},
  envelope = {},
  bundle = {},
}: ProvenanceOptions): string {
  const said = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [subjectOf(name, version, tarball)],
    predicateType: provenanceType,
    predicate: {
      buildDefinition: {
        buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/heads/main',
            repository: 'https://github.com/acme/ui',
            path: '.github/workflows/publish.yml',
          },
        },
        internalParameters: { github: { event_name: 'push', repository_id: '1' } },
        resolvedDependencies: [
          {
            uri: 'git+https://github.com/acme/ui@refs/heads/main',
            digest: { gitCommit: '1'.repeat(40) },
          },
        ],
      },
      runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
    },
    ...statement,
  };
  return JSON.stringify({
    mediaType: bundleType,
    verificationMaterial: {
      certificate: { rawBytes: base64('no certificate') },
      tlogEntries: [
        {
          logIndex: '1',
          logId: { keyId: base64('no log') },
          kindVersion: { kind: 'dsse', version: '0.0.1' },
          integratedTime: '1700000000',
          canonicalizedBody: base64('{}'),
        },
      ],
    },
    dsseEnvelope: {
      payload: base64(JSON.stringify(said)),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: base64('no signature'), keyid: '' }],
      ...envelope,
    },
    ...bundle,
  });
}

export function subjectOf(name: string, version: string, tarball: Uint8Array): object {
  return {
    name: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    digest: { sha512: createHash('sha512').update(tarball).digest('hex') },
  };
}

/** What npm's registry answers for it. */
export function attestationsOf(provenance: string): unknown {
  const bundle = JSON.parse(provenance) as unknown;
  return { attestations: [{ predicateType: provenanceType, bundle }] };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Texts that are no provenance of the package's tarball, by what is wrong with them. */
export function wrongProvenances(of: ProvenanceOptions): Readonly<Record<string, string>> {
  const { name, version = '1.0.0', tarball } = of;
  const subject = subjectOf(name, version, tarball);
  const other = packageOther(tarball);
  const about = (subjects: unknown): string =>
    provenanceOf({ ...of, statement: { subject: subjects } });
  return {
    'no JSON': '{',
    'an array': '[]',
    'nothing at all': '',
    'a text in quotation marks': '"text"',
    'a pointer of Git LFS': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n',
    'a key twice': provenanceOf(of).replace('{', '{"mediaType":"application/vnd.other",'),
    'nested too deep': `{"mediaType":"${bundleType}","x":${'['.repeat(999)}${']'.repeat(999)}}`,
    'larger than a mebibyte': provenanceOf({ ...of, bundle: { pad: 'x'.repeat(2 ** 20) } }),
    'another media type': provenanceOf({ ...of, bundle: { mediaType: 'application/json' } }),
    'no verification material': provenanceOf({ ...of, bundle: { verificationMaterial: null } }),
    'a message signature': provenanceOf({
      ...of,
      bundle: { dsseEnvelope: undefined, messageSignature: {} },
    }),
    'no signature': provenanceOf({ ...of, envelope: { signatures: [] } }),
    'another payload type': provenanceOf({ ...of, envelope: { payloadType: 'text/plain' } }),
    'no payload': provenanceOf({ ...of, envelope: { payload: undefined } }),
    'a payload that is no JSON': provenanceOf({ ...of, envelope: { payload: base64('{') } }),
    'a payload that is null': provenanceOf({ ...of, envelope: { payload: base64('null') } }),
    'no subject': about([]),
    'two subjects': about([subject, subject]),
    'a subject that is no object': about(['x']),
    'subjects that are no list': about(subject),
    'another version': about([subjectOf(name, '9.9.9', tarball)]),
    'another package': about([subjectOf('other', version, tarball)]),
    'a scope that is not encoded': about([{ ...subject, name: `pkg:npm/@acme/ui@${version}` }]),
    'other bytes': about([subjectOf(name, version, other)]),
    'no digest': about([{ ...subject, digest: undefined }]),
    'a digest in capitals': about([{ ...subject, digest: { sha512: 'A'.repeat(128) } }]),
    "npm's own statement of a publish": provenanceOf({
      ...of,
      statement: {
        predicateType: 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1',
      },
    }),
    'a predicate type that is no text': provenanceOf({ ...of, statement: { predicateType: {} } }),
    'a predicate type with markup': provenanceOf({
      ...of,
      statement: { predicateType: `${provenanceType}"><script>` },
    }),
  };
}

function packageOther(tarball: Uint8Array): Uint8Array {
  return Buffer.concat([tarball, Buffer.from([0])]);
}
