// stillpack.json, as JSON Schema. templates/schema/stillpack.schema.json is this object, for editors.
import type { JsonObject } from './json.ts';
import { reviewPolicySchema } from './policy/review-policy-schema.ts';
import { siteConfigSchema } from './site/site-config-schema.ts';

export const configSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'stillpack.json',
  description: 'Configuration of a stillpack registry repository.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'This schema, for your editor.' },
    stillpack: {
      type: 'string',
      description:
        'The stillpack version (or semver range) the registry is built with: the same version makes the same bytes.',
    },
    url: {
      type: 'string',
      description: "The registry's public URL, as clients write it in .npmrc.",
      examples: ['https://npm.acme.example/', 'https://acme.example/registry/'],
    },
    host: {
      type: 'string',
      description: 'The host preset: where files lie and which configuration the host gets.',
      enum: [
        'apache',
        'azure',
        'caddy',
        'cloudflare-pages',
        'firebase',
        'github-pages',
        'gitlab-pages',
        'netlify',
        'nginx',
        's3',
        'static',
        'vercel',
      ],
      default: 'static',
    },
    protected: {
      type: 'boolean',
      description:
        'The whole registry is behind a login or on a private network, so restricted packages may be built for any host.',
      default: false,
    },
    versionDocuments: {
      type: 'string',
      description:
        'Which versions get a document of their own (/name/1.0.0): each costs a file. Version documents of tags go with `tagged`.',
      enum: ['all', 'tagged', 'none'],
      default: 'all',
    },
    packument: {
      type: 'object',
      additionalProperties: false,
      properties: {
        readme: {
          type: 'boolean',
          description: 'Put the README of the latest version into the packument, as npm does.',
          default: false,
        },
      },
    },
    precompressed: {
      type: 'array',
      description:
        'Compressed twins of documents, for clients that accept them; for nginx, apache and caddy. The other hosts compress by themselves, or not at all.',
      items: { type: 'string', enum: ['br', 'gzip'] },
      uniqueItems: true,
      default: [],
    },
    gateway: {
      type: 'object',
      additionalProperties: false,
      description: 'Who may do what through `stillpack gateway`; a build does not look at it.',
      properties: {
        admins: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Users who may change every package and organisation.',
          default: [],
        },
        signUp: {
          type: 'boolean',
          description: 'Anybody may make an account (`npm adduser`).',
          default: false,
        },
        newPackages: {
          type: 'string',
          enum: ['users', 'admins'],
          description:
            'Who may begin a package without a scope. One with a scope is begun by the members of its organisation.',
          default: 'users',
        },
        newScopes: {
          type: 'string',
          enum: ['users', 'admins'],
          description: 'Who may begin an organisation (`npm org set`).',
          default: 'admins',
        },
      },
    },
    review: reviewPolicySchema,
    site: siteConfigSchema,
    pointers: {
      type: 'string',
      description:
        '`copy` puts the bytes of pinned pointers into the output; `redirect` names their own URL in dist.tarball.',
      enum: ['copy', 'redirect'],
      default: 'copy',
    },
  },
};
