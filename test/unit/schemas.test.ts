// UPDATE_GOLDEN=1 writes the files anew.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { format } from 'prettier';
import { expect, it } from 'vitest';
import { advisorySchema } from '../../src/advisories/advisory-schema.ts';
import { configSchema } from '../../src/config-schema.ts';
import { metaSchema } from '../../src/model/meta-schema.ts';
import { orgSchema } from '../../src/model/org-schema.ts';
import { userSchema } from '../../src/model/user-schema.ts';

const schemas = [
  ['advisory', advisorySchema],
  ['meta', metaSchema],
  ['org', orgSchema],
  ['stillpack', configSchema],
  ['user', userSchema],
] as const;

it.each(schemas)('the %s schema is valid JSON Schema', (_, schema) => {
  expect(new Ajv().validateSchema(schema)).toBe(true);
});

it.each(schemas)(
  'the %s schema that editors read is the one that builds check',
  async (name, schema) => {
    const url = new URL(`../../templates/schema/${name}.schema.json`, import.meta.url);
    const path = fileURLToPath(url);
    if (process.env['UPDATE_GOLDEN'] === '1') {
      const text = await format(JSON.stringify(schema), { parser: 'json', printWidth: 100 });
      await writeFile(path, text);
    }
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(schema);
  },
);
