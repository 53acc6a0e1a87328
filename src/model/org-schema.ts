// orgs/<scope>.json, as JSON Schema. templates/schema/org.schema.json is this object, for editors.
import type { JsonObject } from '../json.ts';

export const orgSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'orgs/<scope>.json',
  description: 'An organisation of a stillpack registry: its members and its teams.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'This schema, for your editor.' },
    members: {
      type: 'object',
      description: 'User names and their roles.',
      additionalProperties: { type: 'string', enum: ['owner', 'admin', 'developer'] },
    },
    teams: {
      type: 'object',
      description: 'Team names.',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        properties: {
          members: { type: 'array', items: { type: 'string' }, description: 'User names.' },
          packages: {
            type: 'object',
            description: 'Package names and what the team may do with them.',
            additionalProperties: { type: 'string', enum: ['read-only', 'read-write'] },
          },
        },
      },
    },
  },
};
