// `npm publish --provenance`, by HTTP alone: npm itself wants sigstore's servers first.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import {
  attestationsOf,
  bundleType,
  provenanceOf,
  provenanceType,
  wrongProvenances,
} from '../support/provenance.ts';
import { type PublishBody, publishBody, type PublishOptions } from '../support/publish-document.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const closed = JSON.stringify({ access: 'restricted', maintainers: ['mira'] });
  gateway = await startGateway({ files: { 'packages/@mira/closed/meta.json': closed } });
});
afterAll(() => gateway.close());

/** As npm 11 sends it: the attachment is JSON text, and not in base64. */
function withProvenance(body: PublishBody, data: string, more: object = {}): PublishBody {
  const [version = ''] = Object.keys(body.versions);
  const attachment = { content_type: bundleType, data, length: data.length, ...more };
  const _attachments = { ...body._attachments, [`${body.name}-${version}.sigstore`]: attachment };
  return { ...body, _attachments };
}

function tarballIn({ _attachments }: PublishBody): Uint8Array {
  const [attachment] = Object.values(_attachments) as { readonly data: string }[];
  return Buffer.from(attachment?.data ?? '', 'base64');
}

function put(name: string, body: unknown): Promise<Response> {
  return gateway.send(name.replace('/', '%2f'), { method: 'PUT', as: 'mira', body });
}

/** Publishes with a right provenance, and gives its text. */
async function publish(options: PublishOptions): Promise<string> {
  const body = publishBody(options);
  const text = provenanceOf({ ...options, tarball: tarballIn(body) });
  const response = await put(options.name, withProvenance(body, text));
  if (response.status !== 201) throw new Error(await response.text());
  return text;
}

it('is committed beside the tarball, as it was sent, and served', async () => {
  const text = await publish({ name: '@mira/proven' });
  const folder = 'packages/@mira/proven';
  const changed = await gateway.remote.git('show', '--format=', '--name-only', 'main');
  expect(changed.split('\n').toSorted()).toEqual(
    ['meta.json', 'proven-1.0.0.sigstore', 'proven-1.0.0.tgz'].map((file) => `${folder}/${file}`),
  );
  expect(await gateway.remote.git('show', `main:${folder}/proven-1.0.0.sigstore`)).toBe(text);
  for (const spelling of ['@mira%2fproven', '@mira%2Fproven', '@mira/proven']) {
    const response = await gateway.send(`-/npm/v1/attestations/${spelling}@1.0.0`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(attestationsOf(text));
  }
  const attestations = {
    url: `${gateway.url}-/npm/v1/attestations/@mira/proven@1.0.0`,
    provenance: { predicateType: provenanceType },
  };
  const accept = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*';
  const short = await gateway.send('@mira%2fproven', { headers: { accept } });
  for (const document of [await short.json(), await gateway.read('@mira%2fproven')]) {
    expect(document).toMatchObject({ versions: { '1.0.0': { dist: { attestations } } } });
  }
  expect(await gateway.read('@mira%2fproven/latest')).toMatchObject({ dist: { attestations } });
});

it('is of one version, and goes with it', async () => {
  await publish({ name: 'leaving' });
  await gateway.publish({ name: 'leaving', version: '1.1.0' });
  const at = (version: string): Promise<Response> =>
    gateway.send(`-/npm/v1/attestations/leaving@${version}`);
  expect([(await at('1.0.0')).status, (await at('1.1.0')).status]).toEqual([200, 404]);
  expect(await gateway.read('leaving/1.1.0')).not.toHaveProperty('dist.attestations');
  const response = await gateway.send('leaving/-/leaving-1.0.0.tgz/-rev/1-0', {
    ...{ method: 'DELETE', as: 'mira' },
  });
  expect(response.status).toBe(200);
  expect((await at('1.0.0')).status).toBe(404);
  const files = await gateway.remote.git(
    'ls-tree',
    '-r',
    '--name-only',
    'main',
    'packages/leaving',
  );
  expect(files).not.toContain('1.0.0');
});

it('of a restricted package is for its readers alone', async () => {
  const text = await publish({ name: '@mira/closed' });
  for (const path of ['@mira%2fclosed@1.0.0', '@mira/closed@1.0.0']) {
    const document = `-/npm/v1/attestations/${path}`;
    expect((await gateway.send(document)).status).toBe(401);
    expect((await gateway.send(document, { as: 'jo' })).status).toBe(404);
    expect(await gateway.read(document, 'mira')).toEqual(attestationsOf(text));
  }
});

it.each([
  'nothing@1.0.0',
  'leaving@latest',
  'leaving',
  '@mira',
  '@mira%2fproven',
  '@1.0.0',
  '%00@1',
])('there is none at %s', async (spec) => {
  expect([400, 404]).toContain((await gateway.send(`-/npm/v1/attestations/${spec}`)).status);
});

const name = 'refused';
const body = publishBody({ name });
const tarball = tarballIn(body);

async function refusalOf(sent: unknown): Promise<unknown> {
  const before = await gateway.remote.oid('main');
  const response = await put(name, sent);
  expect(await gateway.remote.oid('main')).toBe(before);
  const { code } = (await response.json()) as { readonly code: string };
  return { status: response.status, code };
}

it.each(Object.entries(wrongProvenances({ name, tarball })))(
  'is refused: %s',
  async (_what, text) => {
    const refusal = await refusalOf(withProvenance(body, text));
    expect(refusal).toEqual({ status: 400, code: 'PROVENANCE_INVALID' });
  },
);

const right = provenanceOf({ name, tarball });

it.each([
  ['without data', withProvenance(body, right, { data: undefined })],
  ['with a length that is not its own', withProvenance(body, right, { length: 1 })],
  [
    'twice',
    withProvenance(
      { ...body, _attachments: { ...body._attachments, 'x.sigstore': { data: right } } },
      right,
    ),
  ],
  [
    'with a third attachment',
    withProvenance(
      { ...body, _attachments: { ...body._attachments, 'x.exe': { data: '' } } },
      right,
    ),
  ],
])('is refused %s', async (_what, sent) => {
  expect(await refusalOf(sent)).toEqual({ status: 400, code: 'PUBLISH_INVALID' });
});
