import { describe, expect, it } from 'vitest';
import { moduleFormatOf } from '../../../src/model/module-format.ts';
import type { JsonObject } from '../../../src/json.ts';

const esm = { esm: true, cjs: false, types: false };
const cjs = { esm: false, cjs: true, types: false };
const dual = { esm: true, cjs: true, types: false };
const none = { esm: false, cjs: false, types: false };

describe('moduleFormatOf', () => {
  it.each<[string, JsonObject, object]>([
    ['main', { main: 'a.js' }, cjs],
    ['main and type', { main: 'a.js', type: 'module' }, esm],
    ['main.mjs', { main: 'a.mjs' }, esm],
    ['main.cjs in a module', { main: 'a.cjs', type: 'module' }, cjs],
    ['main and module', { main: 'a.js', module: 'a.esm.js' }, dual],
    ['exports before main', { main: 'a.cjs', exports: './a.mjs' }, esm],
    ['import and require', { exports: { '.': { import: './a.js', require: './b.js' } } }, dual],
    ['a list', { exports: [{ import: './a.js' }, './b.cjs'] }, dual],
    ['types alone', { types: 'index.d.ts' }, { ...none, types: true }],
    [
      'types in exports',
      { exports: { '.': { 'types@>=5': './a.d.ts', default: './a.mjs' } } },
      { ...esm, types: true },
    ],
    ['styles', { main: 'a.css' }, none],
    ['no modules', { bin: { a: 'a.js' } }, none],
    ['nonsense', { main: 7, exports: 7, types: {}, module: null }, none],
  ])('%s', (_, manifest, expected) => {
    expect(moduleFormatOf(manifest)).toEqual(expected);
  });

  it('looks at so many targets only', () => {
    const many = Array.from({ length: 3000 }, (_, index) => [`./${index}`, './a.mjs'] as const);
    const exports = Object.fromEntries([...many, ['./last', './z.cjs']]);
    expect(moduleFormatOf({ exports })).toEqual(esm);
  });
});
