import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/digest.ts';
import { type PackageSummary, summaryOf } from '../../../src/model/summary.ts';
import { type RegistryInput, registryDocuments } from '../../support/registry-documents.ts';
import { directory, json, packageWith, type PackageParts } from '../../support/model.ts';

const people = directory({
  users: { mira: { email: 'mira@acme.example' }, idle: {} },
  orgs: {
    acme: {
      members: { mira: 'owner', zoe: 'developer' },
      teams: {
        web: {
          members: ['zoe', 'al'],
          packages: { '@acme/ui': 'read-only', plain: 'read-write', gone: 'read-only' },
        },
      },
    },
  },
});

function summary(
  name: string,
  meta: object = {},
  more: Partial<PackageParts> = {},
): PackageSummary {
  const versions = [{ version: '1.0.0' }];
  return summaryOf(packageWith({ name, versions, meta, directory: people, ...more }));
}

async function documents(
  input: Partial<RegistryInput> = {},
): Promise<ReadonlyMap<string, unknown>> {
  const files = registryDocuments({
    summaries: [
      summary('plain'),
      summary('@acme/ui', { maintainers: ['mira', 'guest'] }),
      summary('@acme/hidden', { access: 'restricted', maintainers: ['mira', 'ghost'] }),
    ],
    directory: people,
    date: new Date('2024-06-02T03:04:05.678Z'),
    protected: false,
    ...input,
  });
  const found = new Map<string, unknown>();
  for (const { url, body: given, digest, size } of files) {
    const body = typeof given === 'function' ? await given() : given;
    if (!(body instanceof Uint8Array)) throw new TypeError(`${url} has no bytes`);
    expect({ url, digest: sha256Hex(body), size: body.length }).toEqual({ url, digest, size });
    found.set(url, json(new TextDecoder().decode(body)));
  }
  return found;
}

describe('registryDocuments', () => {
  it('gives the documents that npm commands read', async () => {
    expect(Object.fromEntries(await documents())).toMatchObject({
      '/-/ping': {},
      '/-/whoami': { username: 'anonymous' },
      '/-/npm/v1/keys': { keys: [] },
      '/-/org/acme/user': { mira: 'owner', zoe: 'developer' },
      '/-/org/acme/team': ['acme:web'],
      '/-/org/acme/package': { '@acme/ui': 'write', plain: 'write' },
      '/-/team/acme/web/user': ['al', 'zoe'],
      '/-/team/acme/web/package': { '@acme/ui': 'read', plain: 'write' },
      '/-/user/al/package': { '@acme/ui': 'read', plain: 'write' },
      '/-/user/guest/package': { '@acme/ui': 'write' },
      '/-/user/idle/package': {},
      '/-/user/mira/package': { '@acme/ui': 'write' },
      '/-/user/zoe/package': { '@acme/ui': 'read', plain: 'write' },
    });
  });

  it('names restricted packages and whom only they know, when everything is protected, else never', async () => {
    const open = await documents();
    expect(JSON.stringify([...open])).not.toMatch(/hidden|ghost/);
    const behindLogin = await documents({ protected: true });
    expect(behindLogin.get('/-/user/mira/package')).toHaveProperty(['@acme/hidden'], 'write');
    expect(behindLogin.get('/-/org/acme/package')).toHaveProperty(['@acme/hidden']);
    expect(behindLogin.has('/-/user/ghost/package')).toBe(true);
    expect(JSON.stringify(behindLogin.get('/-/v1/search'))).toContain('@acme/hidden');
  });

  it('gives an empty registry its documents, too', async () => {
    const empty = await documents({ summaries: [], directory: directory({}) });
    expect([...empty.keys()]).toEqual(['/-/ping', '/-/whoami', '/-/npm/v1/keys', '/-/v1/search']);
    expect(empty.get('/-/v1/search')).toEqual({
      objects: [],
      total: 0,
      time: '2024-06-02T03:04:05.000Z',
    });
  });
});

describe('search', () => {
  it("has npm's shape", async () => {
    const manifest = { description: 'Pads', keywords: ['pad'], homepage: 'https://acme.example/' };
    const pkg = summary(
      'plain',
      { maintainers: ['mira'] },
      { versions: [{ version: '1.0.0', manifest }] },
    );
    expect((await documents({ summaries: [pkg] })).get('/-/v1/search')).toMatchObject({
      objects: [
        {
          package: {
            name: 'plain',
            version: '1.0.0',
            description: 'Pads',
            keywords: ['pad'],
            date: '2024-01-01T00:00:00.000Z',
            links: { homepage: 'https://acme.example/' },
            publisher: { username: 'Ann' },
            maintainers: [{ username: 'mira', email: 'mira@acme.example' }],
          },
          score: { final: 1, detail: { quality: 1, popularity: 1, maintenance: 1 } },
          searchScore: 1,
        },
      ],
      total: 1,
    });
  });

  it('holds the 250 most recent packages, the newest first, then by name', async () => {
    const summaries = Array.from({ length: 260 }, (_, index) => {
      const landed = new Date(Date.UTC(2024, 0, 1 + Math.floor(index / 2))).toISOString();
      return summary(`p${index}`, {}, { versions: [{ version: '1.0.0', landed }] });
    });
    const search = (await documents({ summaries })).get('/-/v1/search');
    // The test above shows this shape.
    const names = (search as { objects: { package: { name: string } }[] }).objects.map(
      (row) => row.package.name,
    );
    expect(names).toHaveLength(250);
    expect(names.slice(0, 4)).toEqual(['p258', 'p259', 'p256', 'p257']);
    expect(names).not.toContain('p9');
  });
});
