// The linter enforces the direction of the arrows in ARCHITECTURE.md as well as the strictest typed rules.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const effects = [
  'node:fs',
  'node:fs/promises',
  'node:child_process',
  'node:http',
  'node:https',
  'node:net',
  'node:process',
];

/** A stage may import these folders only (and the single-file modules beside them). */
const stages = ['source', 'inspect', 'model', 'output', 'host', 'write', 'change', 'commit'];
const mayImport = {
  source: [],
  inspect: [],
  model: ['inspect', 'source'],
  output: ['model', 'inspect'],
  host: ['output'],
  write: ['output', 'host'],
  change: ['model', 'inspect'],
  commit: ['change', 'source'],
};
/** Pure stages: functions of their inputs, no I/O, no clock. */
const pure = ['inspect', 'model', 'output', 'host', 'change'];

const arrows = stages.map((stage) => ({
  files: [`src/${stage}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: pure.includes(stage)
          ? effects.map((name) => ({ name, message: `src/${stage} is pure: it may not do I/O.` }))
          : [],
        patterns: [
          {
            group: [
              '**/cli/**',
              '**/build.ts',
              '**/index.ts',
              ...stages
                .filter((other) => other !== stage && !mayImport[stage].includes(other))
                .map((other) => `**/${other}/**`),
            ],
            message: `src/${stage} may not import this: arrows go one way (ARCHITECTURE.md).`,
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'coverage', 'node_modules', '.cache'] },
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
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  ...arrows,
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
        { object: 'Date', property: 'now', message: 'Dates come from commits.' },
        { object: 'Math', property: 'random', message: 'The build is deterministic.' },
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
              regex: '/src/(?!index\\.ts$)',
              message: 'cli/ imports src/index.ts only.',
            },
          ],
        },
      ],
    },
  },
);
