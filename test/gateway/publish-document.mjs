// What `npm publish` sends for a small package: made here, so that hundreds of publishes cost no npm process each.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

export function publishDocument(name, version, { size = 200, tag = 'latest', seed = '' } = {}) {
  const manifest = { name, version, description: `${name} ${version}` };
  const filler = createHash('sha512')
    .update(`${name}${version}${seed}`)
    .digest('hex')
    .repeat(Math.ceil(size / 128));
  const bytes = gzipSync(
    Buffer.concat([
      tarFile('package/package.json', JSON.stringify(manifest)),
      tarFile('package/index.js', `module.exports = '${filler.slice(0, size)}';\n`),
      Buffer.alloc(1024),
    ]),
  );
  const base = name.replace(/^@[^/]+\//, '');
  return {
    _id: name,
    name,
    'dist-tags': { [tag]: version },
    versions: {
      [version]: {
        ...manifest,
        _id: `${name}@${version}`,
        dist: {
          integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
          shasum: createHash('sha1').update(bytes).digest('hex'),
          tarball: `http://localhost/${name}/-/${base}-${version}.tgz`,
        },
      },
    },
    access: null,
    _attachments: {
      [`${name}-${version}.tgz`]: {
        content_type: 'application/octet-stream',
        data: bytes.toString('base64'),
        length: bytes.length,
      },
    },
  };
}

function tarFile(path, text) {
  const body = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write('000644 \0', 100);
  header.write('000000 \0', 108);
  header.write('000000 \0', 116);
  header.write(`${body.length.toString(8).padStart(11, '0')} `, 124);
  header.write('00000000000 ', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}
