// S3 and what speaks its API: R2, GCS, MinIO, …
import type { HostPreset } from './host-preset.ts';
import { notFoundPage } from './not-found-page.ts';
import { objectLayout } from './object-layout.ts';
import { uploadScript } from './s3-upload-script.ts';

const website = {
  IndexDocument: { Suffix: 'index.html' },
  ErrorDocument: { Key: '404.html' },
};

// Without ListBucket S3 answers 403, not 404, for a key that is not there.
const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'AnyoneMayInstall',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:GetObject'],
      Resource: ['arn:aws:s3:::BUCKET/*'],
    },
    {
      Sid: 'MissingKeysAreNotFound',
      Effect: 'Allow',
      Principal: '*',
      Action: ['s3:ListBucket'],
      Resource: ['arn:aws:s3:::BUCKET'],
    },
  ],
};

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export const s3: HostPreset = {
  name: 's3',
  layout: objectLayout,
  limits: {},
  protectsReading: false,
  negotiates: false,
  configFiles: ({ site }) => [
    { path: 'bucket-policy.json', text: json(policy) },
    { path: 'bucket-website.json', text: json(website) },
    ...(site === undefined ? [{ path: 'pages/404.html', text: notFoundPage }] : []),
    { path: 'upload.sh', text: uploadScript(site) },
  ],
};
