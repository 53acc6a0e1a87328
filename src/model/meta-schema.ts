// meta.json, as JSON Schema. templates/schema/meta.schema.json is this object, for editors.
import type { JsonObject } from '../json.ts';

const digests = { type: 'array', items: { type: 'string', pattern: '^[0-9a-f]{64}$' } };
const texts = { type: 'object', additionalProperties: { type: 'string' } };

export const metaSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'meta.json',
  description: 'What a package folder of a stillpack registry says beside its tarballs.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'This schema, for your editor.' },
    // A document is written for each tag and each maintainer: what no person would list is refused.
    'dist-tags': {
      ...texts,
      maxProperties: 1000,
      description:
        'Tags and the versions they point at. `latest` only to pin it: else it is the highest stable version that is not deprecated.',
    },
    maintainers: {
      type: 'array',
      items: { type: 'string' },
      maxItems: 1000,
      description: 'User names and teams (`org:team`).',
    },
    access: {
      type: 'string',
      enum: ['public', 'restricted'],
      description: 'Who may read the package.',
      default: 'public',
    },
    deprecated: {
      ...texts,
      description:
        'Versions or semver ranges, and the message for each; an empty message lifts a deprecation.',
    },
    unpublished: {
      type: 'object',
      description: 'Versions that were removed and whose numbers can never be used again.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          reason: { type: 'string' },
          time: {
            type: 'string',
            description: 'When it was published, in UTC, where the history no longer says so.',
          },
          purged: {
            type: 'object',
            additionalProperties: false,
            required: ['blobs', 'commits'],
            description:
              'Its bytes were taken out of the history: SHA-256 digests of the ids that git had for its files, and for the commits that were replaced.',
            properties: { blobs: digests, commits: digests },
          },
        },
      },
    },
    users: {
      type: 'object',
      description: 'Who starred the package.',
      additionalProperties: { type: 'boolean' },
    },
    versions: {
      type: 'object',
      description: 'What git cannot know of a version, such as the dates of mirrored ones.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          time: {
            type: 'string',
            description: 'When it was published, in UTC.',
            examples: ['2024-05-01T09:30:00.000Z'],
          },
          publisher: { type: 'string', minLength: 1, description: 'A user name, or any name.' },
          gitHead: {
            type: 'string',
            pattern: '^[0-9a-f]{40,64}$',
            description:
              'The commit of its own repository that it was packed from, as npm publish says.',
          },
        },
      },
    },
    trustedPublishers: {
      type: 'array',
      maxItems: 100,
      description: 'Workflows of a CI service that may publish through a gateway without a token.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['issuer', 'repository', 'workflow'],
        properties: {
          issuer: { type: 'string', description: '`github`, `gitlab`, or the URL of an issuer.' },
          repository: { type: 'string', examples: ['acme/ui'] },
          workflow: {
            type: 'string',
            description: 'A file in .github/workflows; on GitLab its path in the repository.',
            examples: ['publish.yml', '.gitlab-ci.yml'],
          },
          environment: { type: 'string', description: 'The environment that the job runs in.' },
          ref: {
            type: 'string',
            description: 'The branch or tag it runs on; `*` at the end stands for any rest.',
            examples: ['refs/heads/main', 'refs/tags/v*'],
          },
          ownerId: { type: 'string', description: "The number of the repository's owner." },
        },
      },
    },
  },
};
