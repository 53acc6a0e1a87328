// `review` in stillpack.json, as JSON Schema.
import type { JsonObject } from '../json.ts';
import { checkKinds } from './check-kinds.ts';
import { levels } from './level.ts';

export const reviewPolicySchema: JsonObject = {
  type: 'object',
  additionalProperties: false,
  description:
    'What `stillpack review` asks of a change. It is read from the commit that a change is built on, never from the change.',
  properties: {
    levels: {
      type: 'object',
      additionalProperties: false,
      description: 'Checks that weigh otherwise than usual.',
      properties: Object.fromEntries(
        Object.entries(checkKinds).map(([id, { title, level }]) => [
          id,
          { type: 'string', enum: [...levels, 'off'], description: title, default: level },
        ]),
      ),
    },
    scopes: {
      type: 'array',
      items: { type: 'string', pattern: '^@[^@/\\s]+$' },
      uniqueItems: true,
      description: 'The scopes that new packages may be in. Without it, every name is allowed.',
      examples: [['@acme']],
    },
    upstream: {
      type: 'boolean',
      description:
        'Ask the registry that npm is configured with whether it has a new name without a scope, too.',
      default: false,
    },
    automerge: {
      type: 'object',
      additionalProperties: false,
      description: 'Pull requests that `stillpack automerge` merges without a person.',
      properties: {
        enabled: { type: 'boolean', description: 'Off unless it is said here.', default: false },
        newNameHours: {
          type: 'number',
          minimum: 0,
          description: 'How long the first version of a package waits.',
          default: 72,
        },
        newVersionMinutes: {
          type: 'number',
          minimum: 0,
          description: 'How long any other version waits.',
          default: 10,
        },
        blockingLabels: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          uniqueItems: true,
          description: 'Labels that hold a pull request back.',
          default: ['hold'],
        },
      },
    },
  },
};
