// action.yml is what people read: it says what the sources do.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../cli/actions/action.ts';
import { buildAction } from '../../cli/actions/build.ts';
import { commentAction } from '../../cli/actions/comment.ts';
import { reviewAction } from '../../cli/actions/review.ts';
import { uploadAction } from '../../cli/actions/upload.ts';
import { type ActionName, actionNames, readActionFile } from '../support/run-action.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string): Promise<string> => readFile(resolve(root, path), 'utf8');

const actions: Readonly<Record<ActionName, Action>> = {
  build: buildAction,
  comment: commentAction,
  review: reviewAction,
  upload: uploadAction,
};

describe.each(actionNames)('%s/action.yml', (name) => {
  test('runs one line of JavaScript on Node 24, and no expression but the token of the workflow', async () => {
    const { runs } = await readActionFile(name);
    expect(runs).toEqual({ using: 'node24', main: 'main.cjs' });
    expect(await read(`.github/actions/${name}/main.cjs`)).toBe(
      `void require('../bundle/main.cjs').main('${name}');\n`,
    );
    const text = await read(`.github/actions/${name}/action.yml`);
    const expressions = text.match(/\$\{\{.*?\}\}/g) ?? [];
    expect(new Set(expressions)).toEqual(new Set(['${{ github.token }}']));
  });

  test('explains every input that is read, and no other', async () => {
    const { inputs } = await readActionFile(name);
    const source = await read(`cli/actions/${name}.ts`);
    const asked = [...source.matchAll(/\b(?:input|required|flag|secret)\('([^']+)'\)/g)];
    const names = new Set(asked.map((match) => match[1]));
    if (source.includes('gitEnvironment()')) names.add('token');
    expect(new Set(Object.keys(inputs))).toEqual(names);
    for (const [key, { description, required, default: usual }] of Object.entries(inputs)) {
      expect(key).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(description).toMatch(/\.$/);
      expect(required === true, key).toBe(usual === undefined);
    }
  });

  test('explains every output that is set, and no other', async () => {
    const { outputs } = await readActionFile(name);
    expect(new Set(Object.keys(outputs))).toEqual(new Set(Object.keys(actions[name].outputs)));
    for (const { description } of Object.values(outputs)) expect(description).toMatch(/\.$/);
  });
});
