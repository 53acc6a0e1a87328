// users/<name>.json, as JSON Schema. templates/schema/user.schema.json is this object, for editors.
import type { JsonObject } from '../json.ts';
import { emailPattern, longestEmail } from './email.ts';

export const userSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'users/<name>.json',
  description: 'The public profile of a user of a stillpack registry. Never a password or a token.',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string', description: 'This schema, for your editor.' },
    name: {
      type: 'string',
      minLength: 1,
      description: 'The name to show; the file has the login.',
    },
    email: {
      type: 'string',
      pattern: emailPattern,
      maxLength: longestEmail,
      description: 'Published with every package of the user; commits by this address are theirs.',
    },
    forge: {
      type: 'string',
      minLength: 1,
      description: 'The account on the forge that hosts the repository.',
    },
  },
};
