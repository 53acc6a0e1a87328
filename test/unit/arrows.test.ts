// The linter and this file hold the direction of the imports; each rule is proved by a planted violation.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

async function complaints(file: string, code: string): Promise<string[]> {
  // Type information is not needed for imports, and a planted file has none.
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { projectService: false, project: null } },
    },
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-') || ruleId === 'no-console',
  });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

describe('the linter refuses an import against the arrows', () => {
  test.each([
    ['src/inspect/planted.ts', "import '../model/package.ts';"],
    ['src/model/planted.ts', "import '../output/output-file.ts';"],
    ['src/output/planted.ts', "import '../host/host-preset.ts';"],
    ['src/host/planted.ts', "import '../write/write-plan.ts';"],
    ['src/source/planted.ts', "import '../build.ts';"],
    ['src/change/planted.ts', "import '../commit/commit-change.ts';"],
    ['src/change/planted.ts', "import 'node:fs';"],
    ['src/verbs/planted.ts', "import '../add/add.ts';"],
    ['src/oidc/planted.ts', "import '../change/change.ts';"],
    ['src/forge/planted.ts', "import '../model/meta.ts';"],
    ['src/model/planted.ts', "import '../oidc/issuer.ts';"],
    ['src/accounts/planted.ts', "import '../verbs/teams.ts';"],
    ['src/inspect/planted.ts', "import 'node:fs/promises';"],
    ['src/output/planted.ts', "import 'node:child_process';"],
    ['cli/commands/planted.ts', "import '../../src/options-of-nobody.ts';"],
    ['cli/commands/planted.ts', "import '../../src/model/package.ts';"],
  ])('%s: %s', async (file, code) => {
    expect(await complaints(file, code)).toContain('no-restricted-imports');
  });

  test('but not that of a module of the public API, or of printable.ts, by cli/', async () => {
    const modules = ['index.ts', 'build.ts', 'printable.ts'];
    const code = modules.map((module) => `import '../../src/${module}';`).join('\n');
    expect(await complaints('cli/commands/planted.ts', code)).toEqual([]);
  });

  test('and the process, the console and the clock outside cli/', async () => {
    const code = 'console.log(process.cwd(), Date.now());\nglobalThis.process;';
    expect(await complaints('src/planted.ts', code)).toEqual(
      expect.arrayContaining(['no-console', 'no-restricted-globals', 'no-restricted-properties']),
    );
  });
});

describe('the linter refuses the process as a module', () => {
  test.each([
    "import process from 'node:process';",
    "import { env } from 'process';",
    "export { env } from 'node:process';",
    "export const env = (await import('node:process')).env;",
  ])('in src/: %s', async (code) => {
    for (const file of ['src/planted.ts', 'src/source/planted.ts', 'src/write/planted.ts']) {
      expect(await complaints(file, code), file).toEqual(['no-restricted-syntax']);
    }
  });

  test('but not in the two files that ARCHITECTURE.md names', async () => {
    const architecture = await readFile(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    for (const file of ['source/isomorphic-git/ownership.ts', 'write/build-lock.ts']) {
      expect(architecture).toContain(`\`${file}\``);
      expect(await complaints(`src/${file}`, "import process from 'node:process';")).toEqual([]);
    }
  });
});

const publicApi = /^export .*? from '\.\/([^']+)'/gm;

// The linter does not look into `import()`.
test('cli/ loads modules of the public API only, and no other name of theirs, but for printable.ts', async () => {
  const index = await readFile(path.join(root, 'src/index.ts'), 'utf8');
  const modules = new Set([...index.matchAll(publicApi)].map((match) => match[1]));
  const exported = new Set(index.match(/\w+/g));
  for (const file of await sourcesBelow('cli')) {
    const code = await readFile(path.join(root, file), 'utf8');
    const loads = code.matchAll(
      /\{([^{}]*)\} (?:=|from) (?:await import\()?'[./]*\/src\/([^']+)'/g,
    );
    for (const [, names = '', module] of loads) {
      if (module === 'printable.ts') continue;
      if (module !== 'index.ts') expect(modules, file).toContain(module);
      for (const name of names.replaceAll('type ', '').match(/\w+/g) ?? []) {
        expect(exported, file).toContain(name);
      }
    }
  }
});

async function sourcesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true });
  return entries.filter((entry) => entry.endsWith('.ts')).map((entry) => path.join(folder, entry));
}

/** Value imports between our own files. */
async function importGraph(): Promise<Map<string, string[]>> {
  const graph = new Map<string, string[]>();
  for (const folder of ['src', 'cli']) {
    for (const file of await sourcesBelow(folder)) {
      const code = await readFile(path.join(root, file), 'utf8');
      const imports = code.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm);
      graph.set(
        file,
        [...imports].map((match) => path.join(path.dirname(file), match[1] ?? '')),
      );
    }
  }
  return graph;
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...trail, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

test('no import goes in a circle', async () => {
  expect(findCycle(await importGraph())).toBeUndefined();
});

test('a planted circle is found', () => {
  const graph = new Map([
    ['a.ts', ['b.ts']],
    ['b.ts', ['c.ts']],
    ['c.ts', ['b.ts']],
  ]);
  expect(findCycle(graph)).toEqual(['b.ts', 'c.ts', 'b.ts']);
});
