// Checks JSON against a schema and says what is wrong in words a person can act on.
import { Ajv, type ErrorObject, type Options, type ValidateFunction } from 'ajv';
import { closest } from 'fastest-levenshtein';
import type { JsonObject } from './json.ts';

/** One thing wrong with a JSON document. */
export interface SchemaFault {
  /** Where: `packument.readme`, or empty for the document itself. */
  readonly key: string;
  /** What was expected there, as the end of a sentence that begins with the key. */
  readonly expected: string;
  /** The valid key nearest to an unknown one, or the valid value nearest to another text. */
  readonly nearest?: string;
}

/** Compiling the schema of schemas costs more than all of ours, which are constants: a test holds them to it. */
export const ajvOptions: Options = {
  allErrors: true,
  verbose: true,
  strict: true,
  allowUnionTypes: true,
  validateSchema: false,
  meta: false,
};

const ajv = new Ajv(ajvOptions);

/** A checker for one JSON Schema (draft 7); it gives every fault, in document order, or none. */
export function createSchemaCheck(schema: JsonObject): (value: unknown) => readonly SchemaFault[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    // Compiled on first use: most runs never need most schemas.
    validate ??= ajv.compile(schema);
    return validate(value) ? [] : (validate.errors ?? []).map(faultOf);
  };
}

/** The fault as one sentence about `file`. */
export function describeFault(file: string, fault: SchemaFault): string {
  return fault.key === ''
    ? `${file} ${fault.expected}`
    : `"${fault.key}" in ${file} ${fault.expected}`;
}

function faultOf(error: ErrorObject): SchemaFault {
  const at = error.instancePath.slice(1).split('/').map(unescapePointer).filter(Boolean);
  const params: JsonObject = error.params;
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(params['additionalProperty']);
      const known = Object.keys(objectOf(error.parentSchema?.['properties']));
      return {
        key: [...at, unknown].join('.'),
        expected: `is not a known key (known are ${known.join(', ')})`,
        ...nearestOf(unknown, known),
      };
    }
    case 'required':
      return { key: [...at, String(params['missingProperty'])].join('.'), expected: 'is missing' };
    case 'enum':
      return {
        key: at.join('.'),
        expected: `must be one of ${listOf(params['allowedValues'])}`,
        ...nearestOf(error.data, params['allowedValues']),
      };
    case 'const':
      return { key: at.join('.'), expected: `must be ${JSON.stringify(params['allowedValue'])}` };
    default:
      return { key: at.join('.'), expected: error.message ?? 'is not valid' };
  }
}

/** Longer texts are no slip of the finger, and comparing them costs. */
const longestSlip = 100;

function nearestOf(given: unknown, valid: unknown): Pick<SchemaFault, 'nearest'> {
  if (typeof given !== 'string' || given.length > longestSlip || !Array.isArray(valid)) return {};
  const texts = valid.filter((value) => typeof value === 'string');
  return texts.length > 0 ? { nearest: closest(given, texts) } : {};
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function listOf(values: unknown): string {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)).join(', ') : '';
}

function unescapePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
