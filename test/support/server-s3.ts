import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from './server-process.ts';
import type { Host } from './server.ts';
import { toolProgram } from './tools/tool.ts';

const bucket = 'registry';

/** s3rver's fixed account; the checksums that newer `aws` adds to uploads are beyond s3rver 3.7. */
const account = {
  AWS_ACCESS_KEY_ID: 'S3RVER',
  AWS_SECRET_ACCESS_KEY: 'S3RVER',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_REQUEST_CHECKSUM_CALCULATION: 'when_required',
};

/** Runs the preset's upload.sh in `dir`. */
export async function upload(
  dir: string,
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const args = [join(dir, 'upload.sh'), '--endpoint-url', `http://127.0.0.1:${port}`];
  await promisify(execFile)('sh', args, {
    env: { ...process.env, ...account, BUCKET: bucket, ...env },
  });
}

/** Filled by the preset's own upload.sh with the real `aws` command. */
export const s3: Host = {
  title: 'S3 (s3rver)',
  preset: 's3',
  basePath: `/${bucket}/`,
  can: {
    conventionalTarballs: true,
    versionDocuments: true,
    jsonTypes: true,
    caching: true,
    validators: true,
    noIndexDocuments: true,
  },
  async start({ dir, work, port }) {
    await mkdir(work, { recursive: true });
    const server = await startServer(toolProgram('s3rver', 's3rver'), {
      args: [
        ...['--directory', work, '--address', '127.0.0.1', '--port', String(port), '--silent'],
        ...['--configure-bucket', bucket],
      ],
      ready: port,
    });
    await upload(dir, port);
    return server;
  },
};
