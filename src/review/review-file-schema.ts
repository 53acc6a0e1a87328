// The report of a review as it travels from one workflow to another: a stranger may have written it.
import type { JsonObject } from '../json.ts';
import { checkKinds } from '../policy/check-kinds.ts';
import { levels } from '../policy/level.ts';

const text: JsonObject = { type: 'string' };
const count: JsonObject = { type: 'integer', minimum: 0 };
const oid: JsonObject = { type: 'string', pattern: '^(?:[0-9a-f]{40}|[0-9a-f]{64})$' };

/** An object that knows no other keys; those that end in `?` may be missing. */
function object(properties: JsonObject): JsonObject {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.map(([key]) => key).filter((key) => !key.endsWith('?')),
    properties: Object.fromEntries(entries.map(([key, value]) => [key.replace('?', ''), value])),
  };
}

function list(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

/** Text is JSON has no `undefined`: what is new or gone has one side only. */
function pair(value: JsonObject): JsonObject {
  return object({ 'before?': value, 'after?': value });
}

const field = object({ key: text, 'before?': text, 'after?': text });

const finding = object({
  check: { enum: Object.keys(checkKinds) },
  level: { enum: levels },
  path: text,
  'file?': text,
  'line?': { type: 'integer', minimum: 1 },
  message: text,
  advice: text,
  'detail?': text,
});

const difference = object({
  'from?': text,
  to: text,
  files: list(object({ path: text, size: pair(count), 'patch?': text })),
  fields: list(field),
  dependencies: list(object({ kind: text, name: text, 'before?': text, 'after?': text })),
  sizes: object({
    packed: pair(count),
    unpacked: pair(count),
    files: pair(count),
    'installed?': pair(count),
  }),
  outline: pair(object({ dependencies: count, installScripts: list(text), 'licence?': text })),
});

const reviewedPackage = object({
  name: text,
  isNew: { type: 'boolean' },
  added: list(object({ version: text, path: text, integrity: text, difference })),
  removed: list(text),
  meta: list(field),
  changedFiles: list(text),
});

export const reviewFileSchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'review.json',
  ...object({
    schema: { const: 1 },
    'pullRequest?': { type: 'integer', minimum: 1 },
    report: object({
      base: oid,
      head: oid,
      verdict: { enum: ['pass', 'block', 'person'] },
      isByOwner: { type: 'boolean' },
      findings: list(finding),
      packages: list(reviewedPackage),
      others: list(text),
    }),
  }),
};
