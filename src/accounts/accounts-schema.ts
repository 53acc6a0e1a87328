// The accounts file, as JSON Schema.
import type { JsonObject } from '../json.ts';
import { emailPattern, longestEmail } from '../model/email.ts';

const time: JsonObject = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
};
const login: JsonObject = { type: 'string', minLength: 1, maxLength: 128 };

const password: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['salt', 'hash', 'N', 'r', 'p'],
  properties: {
    salt: { type: 'string', pattern: '^[0-9a-f]{32,128}$' },
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    // Bounded, so that no file makes a login take all memory: 128 * N * r bytes.
    N: { enum: [1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144] },
    r: { type: 'integer', minimum: 1, maximum: 16 },
    p: { type: 'integer', minimum: 1, maximum: 16 },
  },
};

const user: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['login', 'password', 'created'],
  properties: {
    login,
    password,
    email: { type: 'string', pattern: emailPattern, maxLength: longestEmail },
    created: time,
  },
};

const token: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['key', 'sha256', 'login', 'kind', 'readonly', 'cidr', 'created'],
  properties: {
    key: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    login,
    kind: { enum: ['login', 'personal', 'oidc'] },
    name: { type: 'string', minLength: 1, maxLength: 100 },
    readonly: { type: 'boolean' },
    cidr: { type: 'array', items: { type: 'string' }, maxItems: 100 },
    packages: { type: 'array', items: { type: 'string' }, maxItems: 100 },
    created: time,
    expires: time,
  },
};

export const accountsSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'stillpack accounts',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'users', 'tokens'],
  properties: {
    format: { const: 1 },
    users: { type: 'array', items: user },
    tokens: { type: 'array', items: token },
  },
};
