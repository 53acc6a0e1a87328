// The packages of a company: what the keyboard's walk goes through, and what pictures of the website show.
import { provenanceOf } from '../provenance.ts';
import { packageTarball } from '../tarball.ts';
import { acmeReadme, uiReadme } from './acme-readmes.ts';
import type { Metas, Release } from './release.ts';

const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 64" width="240" height="64"><rect width="240" height="64" rx="12" fill="#0b6b6b"/><circle cx="34" cy="32" r="14" fill="#5fcfc6"/><path d="M66 46 80 18h6l14 28h-7l-3-7H76l-3 7Zm12-12h10l-5-11Z" fill="#fff"/><rect x="116" y="18" width="100" height="6" rx="3" fill="#9fe3dc"/><rect x="116" y="30" width="76" height="6" rx="3" fill="#9fe3dc"/><rect x="116" y="42" width="52" height="6" rx="3" fill="#9fe3dc"/></svg>\n`;

function buttonSource(version: string, sizes: readonly string[]): string {
  return `import { tokens } from '@acme/tokens';

/** What a button may look like. */
export const sizes = ${JSON.stringify(sizes)};

/**
 * A button, as of ${version}.
 * @param {{ label: string, size?: string, onPress?: () => void }} options
 */
export function Button({ label, size = 'medium', onPress }) {
  if (!sizes.includes(size)) throw new RangeError(\`unknown size \${size}\`);
  const element = document.createElement('button');
  element.textContent = label;
  element.style.padding = tokens.space[size];
  element.addEventListener('click', () => onPress?.());
  return element;
}
`;
}

const uiVersions: readonly (readonly [version: string, date: string])[] = [
  ['1.0.0', '2024-01-10'],
  ['1.1.0', '2024-03-05'],
  ['1.2.0', '2024-05-21'],
  ['1.2.1', '2024-06-03'],
  ['2.0.0-rc.1', '2024-08-12'],
  ['2.0.0', '2024-09-02'],
  ['2.1.0', '2024-11-18'],
  ['2.2.0', '2025-02-04'],
  ['2.3.0-beta.1', '2025-03-11'],
];

const uiReleases: readonly Release[] = uiVersions.map(([version, date], at) => {
  const name = '@acme/ui';
  const isSecond = at >= 4;
  const parts = ['dialog', 'field', 'menu', 'table', 'tabs', 'toast', 'tooltip', 'tree'];
  const shipped = parts.slice(0, at + 1);
  const tarball = packageTarball({
    manifest: {
      name,
      version,
      description: 'Accessible components for every Acme product',
      license: 'MIT',
      type: 'module',
      exports: { '.': { types: './lib/index.d.ts', default: './lib/index.js' } },
      keywords: ['components', 'design-system', 'accessibility', 'ui'],
      homepage: 'https://design.acme.example/ui',
      repository: { type: 'git', url: 'git+https://github.com/acme/ui.git' },
      engines: { node: isSecond ? '>=20' : '>=18' },
      dependencies: {
        '@acme/icons': isSecond ? '^2.0.0' : '^1.0.0',
        '@acme/tokens': '^1.0.0',
        ...(isSecond ? {} : { ms: '^2.1.0' }),
      },
      peerDependencies: { react: '>=18' },
    },
    files: {
      'CHANGELOG.md': `# Changelog\n\n## ${version}\n\n- ${shipped.at(-1) ?? 'button'}: new\n`,
      LICENSE: 'MIT License\n\nCopyright (c) Acme\n',
      'README.md': uiReadme(version),
      'docs/logo.svg': logo,
      'docs/theming.md': '# Theming\n\nSet `--accent` on any element.\n',
      'lib/button.js': buttonSource(version, isSecond ? ['small', 'medium', 'large'] : ['medium']),
      'lib/index.d.ts': 'export function Button(options: { label: string }): HTMLElement;\n',
      'lib/index.js': ['button', ...shipped]
        .map((part) => `export * from './${part}.js';\n`)
        .join(''),
      ...Object.fromEntries(
        shipped.map((part, index) => [
          `lib/${part}.js`,
          `// ${part}\n${`export const ${part}Rule = '${version}';\n`.repeat(1)}${'// …\n'.repeat((index + 2) * 40)}`,
        ]),
      ),
    },
  });
  const provenance = version === '2.2.0' ? provenanceOf({ name, version, tarball }) : undefined;
  return { name, version, date, tarball, ...(provenance === undefined ? {} : { provenance }) };
});

interface Small {
  readonly name: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly versions: readonly (readonly [version: string, date: string])[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin?: string;
}

const small: readonly Small[] = [
  {
    name: '@acme/tokens',
    description: 'Colours, spaces and type sizes of the Acme design system',
    keywords: ['design-system', 'tokens', 'css'],
    versions: [
      ['1.0.0', '2024-01-08'],
      ['1.1.0', '2024-07-15'],
      ['1.2.0', '2025-01-20'],
    ],
  },
  {
    name: '@acme/icons',
    description: 'The icons of the Acme design system as SVG',
    keywords: ['design-system', 'icons', 'svg'],
    versions: [
      ['1.0.0', '2024-01-09'],
      ['2.0.0', '2024-08-01'],
      ['2.1.0', '2025-02-12'],
    ],
    dependencies: { '@acme/tokens': '^1.0.0' },
  },
  {
    name: '@acme/forms',
    description: 'Forms that check what is typed, with messages people understand',
    keywords: ['forms', 'validation', 'components'],
    versions: [
      ['0.9.0', '2024-10-07'],
      ['1.0.0', '2025-02-20'],
    ],
    dependencies: { '@acme/ui': '^2.0.0', '@acme/logger': '^3.0.0' },
  },
  {
    name: '@acme/date-picker',
    description: 'A calendar that works with the keyboard',
    keywords: ['components', 'date', 'calendar', 'accessibility'],
    versions: [
      ['1.0.0', '2024-12-02'],
      ['1.0.1', '2025-03-03'],
    ],
    dependencies: { '@acme/ui': '^2.1.0', '@acme/forms': '>=0.9.0' },
  },
  {
    name: '@acme/logger',
    description: 'Structured logs with request ids, for services and browsers',
    keywords: ['logging', 'json', 'observability'],
    versions: [
      ['3.0.0', '2024-04-11'],
      ['3.1.0', '2025-01-30'],
    ],
    dependencies: { ms: '^2.1.0' },
  },
  {
    name: '@acme/http-client',
    description: 'fetch with retries, timeouts and tracing',
    keywords: ['http', 'fetch', 'retry'],
    versions: [
      ['4.2.0', '2024-09-25'],
      ['4.3.0', '2025-03-06'],
    ],
    dependencies: { '@acme/logger': '^3.0.0' },
  },
  {
    name: '@acme/cli',
    description: 'Makes, checks and releases Acme services',
    keywords: ['cli', 'release'],
    versions: [['7.0.0', '2025-03-09']],
    dependencies: { '@acme/http-client': '^4.2.0', '@acme/logger': '^3.1.0', semver: '^7.0.0' },
    bin: 'bin/acme.js',
  },
];

const smallReleases: readonly Release[] = small.flatMap((pkg) => {
  const { name, description, keywords, dependencies = {}, bin } = pkg;
  return pkg.versions.map(([version, date]) => ({
    name,
    version,
    date,
    tarball: packageTarball({
      manifest: {
        ...{ name, version, description, keywords: [...keywords], license: 'MIT', type: 'module' },
        ...{ exports: './lib/index.js', dependencies, ...(bin === undefined ? {} : { bin }) },
        repository: { type: 'git', url: `git+https://github.com/acme/${name.slice(6)}.git` },
      },
      files: {
        'README.md': acmeReadme(name, description),
        'lib/index.js': `export const version = '${version}';\n`,
        ...(bin === undefined ? {} : { [bin]: '#!/usr/bin/env node\n' }),
      },
    }),
  }));
});

export const acmeReleases: readonly Release[] = [...uiReleases, ...smallReleases];

export const acmeMetas: Metas = new Map([
  [
    '@acme/ui',
    {
      'dist-tags': { next: '2.3.0-beta.1', lts: '1.2.1' },
      maintainers: ['mira', 'acme:design'],
      deprecated: { '<1.2.0': 'Screen readers cannot use its dialog. Update to 1.2.0 or newer.' },
      unpublished: { '2.1.1': { reason: 'Published from the wrong branch' } },
      versions: { '2.2.0': { publisher: 'mira', gitHead: '4f1d8c2a'.repeat(5) } },
    },
  ],
  ['@acme/logger', { maintainers: ['jonas', 'acme:platform'] }],
  ['@acme/cli', { maintainers: ['acme:platform'] }],
]);

/** Everything else in the repository, by path, as JSON. */
export const acmeFiles: Readonly<Record<string, object>> = {
  'stillpack.json': { site: { title: 'Acme packages', accent: '#5b4bd6' } },
  'users/mira.json': { name: 'Mira Okafor', email: 'mira@acme.example', forge: 'mira' },
  'users/jonas.json': { name: 'Jonas Lindqvist', email: 'jonas@acme.example' },
  'users/yara.json': { name: 'يارا حداد' },
  'orgs/acme.json': {
    members: { mira: 'owner', jonas: 'admin', yara: 'developer' },
    teams: {
      design: {
        members: ['mira', 'yara'],
        packages: { '@acme/ui': 'read-write', '@acme/icons': 'read-write' },
      },
      platform: {
        members: ['jonas'],
        packages: {
          '@acme/logger': 'read-write',
          '@acme/cli': 'read-write',
          '@acme/ui': 'read-only',
        },
      },
    },
  },
};
