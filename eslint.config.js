// The linter enforces the direction of the arrows in ARCHITECTURE.md as well as the strictest typed rules.
import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const effects = [
  'node:fs',
  'node:fs/promises',
  'node:child_process',
  'node:http',
  'node:https',
  'node:net',
];

/** Whose repository it is, and whether the process of a lock still runs, only the process can tell. */
const knowProcess = ['src/source/isomorphic-git/ownership.ts', 'src/write/build-lock.ts'];

/** What each folder below src/ may import, besides the single-file modules that all of them speak of. */
const mayImport = {
  source: [],
  inspect: [],
  model: ['source', 'inspect'],
  examine: ['source', 'inspect', 'model'],
  output: ['inspect', 'model'],
  host: ['output'],
  readme: [],
  listing: [],
  site: ['inspect', 'model', 'output', 'search', 'readme', 'listing', 'source'],
  search: ['model', 'output'],
  advisories: ['source', 'model'],
  write: ['output', 'host'],
  change: ['source', 'inspect', 'model'],
  commit: ['source', 'change'],
  oidc: ['model'],
  forge: [],
  policy: [],
  proposals: ['source', 'change', 'commit', 'forge'],
  state: ['source', 'model', 'listing', 'site', 'host', 'write'],
  verify: ['inspect', 'model', 'output', 'host', 'write'],
  wait: ['inspect', 'model', 'output', 'host', 'write', 'verify'],
  verbs: ['source', 'model', 'host', 'site', 'change', 'commit'],
  add: ['source', 'inspect', 'model', 'host', 'change', 'commit', 'verbs'],
  purge: ['source', 'model', 'change', 'commit', 'verbs'],
  init: ['source', 'model', 'host', 'change', 'commit'],
  review: ['source', 'inspect', 'model', 'host', 'change', 'verbs', 'forge', 'policy'],
  upload: [
    ...['source', 'inspect', 'model', 'host', 'change', 'commit', 'verbs', 'add', 'forge'],
    'proposals',
  ],
  serve: ['source', 'host', 'build.ts'],
  accounts: ['model'],
  gateway: [
    ...[
      'accounts',
      'add',
      'advisories',
      'forge',
      'oidc',
      'proposals',
      'search',
      'source',
      'inspect',
      'model',
      'host',
      'state',
      'write',
      'change',
      'commit',
      'verbs',
      'serve',
    ],
    'build.ts',
  ],
};
/** Functions of their inputs: no I/O, no clock. */
const pure = [
  ...['inspect', 'model', 'output', 'host', 'change', 'policy', 'search', 'advisories'],
  ...['listing', 'site'],
];
/** Modules beside the folders that use all of them. */
const joints = [
  'build.ts',
  'build-all.ts',
  'build-changes.ts',
  'build-commit.ts',
  'build-context.ts',
  'build-listings.ts',
  'build-pages.ts',
  'build-package.ts',
  'build-spanning.ts',
  'enforceable.ts',
  'is-purged.ts',
  'open-website.ts',
  'page-details.ts',
  'examine-package.ts',
  'index.ts',
];

/** Modules that src/index.ts exports from: a command loads those it needs, not the whole program. */
const publicModules = [
  ...readFileSync(`${import.meta.dirname}/src/index.ts`, 'utf8').matchAll(/from '\.\/(.+)'/g),
].map((match) => match[1].replaceAll('.', '\\.'));

/** Modules of src/ that the website's scripts share: they know of no Node. */
const forBrowsers = [
  'amounts',
  'compare',
  'inspect/documents',
  'json',
  'package-name',
  'readme/(?:render-readme|rendered-readme)',
  'search/(?:qualifiers|query-text|words|word-search)',
  'site/(?:site-urls|listings/(?:fnv|rounded-count)|package/(?:dependency-target|install-commands))',
  'tarball-name',
  'version',
];

const arrows = Object.entries(mayImport).map(([folder, allowed]) => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: pure.includes(folder)
          ? effects.map((name) => ({ name, message: `src/${folder} is pure: it may not do I/O.` }))
          : [],
        patterns: [
          {
            group: [
              '**/cli/**',
              ...joints.filter((joint) => !allowed.includes(joint)).map((joint) => `**/${joint}`),
              ...Object.keys(mayImport)
                .filter((other) => other !== folder && !allowed.includes(other))
                .map((other) => `**/${other}/**`),
            ],
            message: `src/${folder} may not import this: arrows go one way (ARCHITECTURE.md).`,
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', '.cache', '.github/actions'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        Buffer: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        performance: 'readonly',
        structuredClone: 'readonly',
        require: 'readonly',
      },
    },
  },
  ...arrows,
  {
    files: ['templates/site/scripts/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', '**/cli/**'], message: 'These scripts run in browsers.' },
            {
              regex: `/src/(?!(?:${forBrowsers.join('|')})\\.ts$)`,
              message: 'Of src/, a browser loads only what is listed in eslint.config.js.',
            },
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write'].map((property) => ({
          property,
          message: 'Text of packages is no markup: make elements and set their textContent.',
        })),
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'Only cli/ knows the process.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'globalThis', property: 'process', message: 'Only cli/ knows the process.' },
        { object: 'Date', property: 'now', message: 'Dates come from commits.' },
        { object: 'Math', property: 'random', message: 'The build is deterministic.' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: knowProcess,
    rules: {
      // `no-restricted-imports` is taken by the arrows: of two settings of a rule the last one counts.
      'no-restricted-syntax': [
        'error',
        ...[
          'ImportDeclaration',
          'ExportNamedDeclaration',
          'ExportAllDeclaration',
          'ImportExpression',
        ].map((node) => ({
          selector: `${node}[source.value=/^(node:)?process$/]`,
          message: 'Only cli/ knows the process.',
        })),
      ],
    },
  },
  {
    files: ['cli/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `/src/(?!(?:index\\.ts|printable\\.ts|${publicModules.join('|')})$)`,
              message:
                'cli/ imports src/index.ts, a module that it exports from, or src/printable.ts.',
            },
          ],
        },
      ],
    },
  },
);
