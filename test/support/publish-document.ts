// The documents that npm clients PUT to publish, made here: a suite that is about something else starts no client.
import { createHash } from 'node:crypto';
import { packageTarball } from './tarball.ts';

export interface PublishOptions {
  readonly name: string;
  /** @default '1.0.0' */
  readonly version?: string;
  /** @default 'latest' */
  readonly tag?: string;
  /** More of package.json. */
  readonly manifest?: object;
  /** @default null, as npm sends it */
  readonly access?: 'public' | 'restricted' | null;
  /** Other bytes of the same version. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface PublishBody {
  readonly _id: string;
  readonly name: string;
  readonly 'dist-tags': Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, object>>;
  readonly access: string | null;
  readonly _attachments: Readonly<Record<string, object>>;
}

/** What npm 11 sends, a scoped attachment's name and URL included. */
export function publishBody({
  name,
  version = '1.0.0',
  tag = 'latest',
  manifest = {},
  access = null,
  files = {},
}: PublishOptions): PublishBody {
  const written = { name, version, ...manifest };
  const bytes = packageTarball({ manifest: written, files });
  const file = `${name}-${version}.tgz`;
  return {
    _id: name,
    name,
    'dist-tags': { [tag]: version },
    versions: {
      [version]: { ...written, _id: `${name}@${version}`, dist: dist(bytes, name, file) },
    },
    access,
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: Buffer.from(bytes).toString('base64'),
        length: bytes.length,
      },
    },
  };
}

function dist(bytes: Uint8Array, name: string, file: string): object {
  return {
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
    tarball: `http://registry.invalid/${name}/-/${file}`,
  };
}
