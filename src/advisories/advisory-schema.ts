// advisories/<id>.json: what is read of OSV, as JSON Schema. templates/schema/advisory.schema.json is this object, for
// editors. https://ossf.github.io/osv-schema/ says what more may stand there; nothing of it is refused.
import type { JsonObject } from '../json.ts';

const text: JsonObject = { type: 'string' };
const texts: JsonObject = { type: 'array', items: text };
const time: JsonObject = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z$',
};

const range: JsonObject = {
  type: 'object',
  required: ['type', 'events'],
  properties: {
    type: { type: 'string', enum: ['SEMVER', 'ECOSYSTEM', 'GIT'] },
    events: {
      type: 'array',
      minItems: 1,
      description: 'Where it begins and ends; "introduced": "0" is before every version.',
      items: {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
        properties: { introduced: text, fixed: text, last_affected: text, limit: text },
      },
    },
  },
};

export const advisorySchema: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'advisories/<id>.json',
  description: 'A security advisory of a stillpack registry, in the format of OSV.',
  type: 'object',
  required: ['id', 'modified', 'affected'],
  properties: {
    $schema: { type: 'string', description: 'This schema, for your editor.' },
    id: {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$',
      maxLength: 128,
      description: 'The name of the file without .json.',
    },
    modified: time,
    published: time,
    withdrawn: { ...time, description: 'Since when it counts no longer.' },
    aliases: texts,
    summary: { type: 'string', description: 'One line: what npm audit shows.' },
    details: text,
    severity: {
      type: 'array',
      description: 'CVSS vectors; npm shows "severity" of "database_specific".',
      items: {
        type: 'object',
        required: ['type', 'score'],
        properties: { type: text, score: text },
      },
    },
    affected: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          package: {
            type: 'object',
            required: ['ecosystem', 'name'],
            properties: { ecosystem: text, name: text },
          },
          ranges: { type: 'array', items: range },
          versions: texts,
        },
      },
    },
    references: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'url'],
        properties: { type: text, url: text },
      },
    },
    database_specific: {
      type: 'object',
      description: '"severity" (LOW, MODERATE, HIGH, CRITICAL) and "cwe_ids" are read.',
    },
  },
};
