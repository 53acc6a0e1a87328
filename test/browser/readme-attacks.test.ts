// READMEs that attack, in pages of packages, with the pages' content security policy and without it.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReadme } from '../../src/readme/render-readme.ts';
import type { ReadmeInput } from '../../src/readme/rendered-readme.ts';
import { openAttackedPage } from '../support/attacks/attacked-page.ts';
import { markdownAttacks } from '../support/attacks/markdown-attacks.ts';
import { markupAttacks } from '../support/attacks/markup-attacks.ts';
import { openBrowser } from '../support/browser.ts';
import { hostileReadmes, type NamedText, named } from '../support/hostile-readmes.ts';
import {
  openPackageSite,
  type PackageSite,
  type PackageSiteOptions,
} from '../support/package-site.ts';
import { picturesIn } from '../support/readme-html.ts';

const ours: readonly NamedText[] = [...markupAttacks, ...markdownAttacks].map((text) => [
  text,
  text,
]);
const texts = [...ours, ...(named === undefined ? [] : await hostileReadmes())];

/** Pages that are open at the same time. */
const atOnce = 3;

/** Milliseconds: the long lists take minutes. */
const timeout = 600_000;

let browser: Browser;
const sites: PackageSite[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  return () => browser.close();
});

afterAll(() => sites.forEach((site) => site.close()));

async function openSite(options: PackageSiteOptions): Promise<PackageSite> {
  const site = await openPackageSite(options);
  sites.push(site);
  site.add('-/site/facts/root.json', { size: 0, rows: [] });
  return site;
}

/** Some forty: a thread starts for the README of each page. Those of which nothing is left have nothing to wait for. */
function someOf(all: readonly NamedText[]): readonly NamedText[] {
  const step = Math.ceil(all.length / 40);
  return all
    .filter((_, index) => index % step === 0)
    .filter(([, text]) =>
      renderReadme({ text, fileName: 'README.md', images: 'ask' }).html.startsWith('<'),
    );
}

interface Visit {
  readonly name: string;
  readonly url: string;
  readonly mayLoad?: readonly string[];
}

/** What went wrong, by the visit's name. */
async function visitAll(
  visits: readonly Visit[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const left = [...visits];
  const found: [string, readonly string[]][] = [];
  const visitLeft = async (): Promise<void> => {
    const page = await openAttackedPage(browser);
    for (let visit = left.pop(); visit !== undefined; visit = left.pop()) {
      const complaints = await page.complaintsAt(visit.url, visit.mayLoad);
      if (complaints.length > 0) found.push([visit.name, complaints]);
    }
    await page.close();
  };
  await Promise.all(Array.from({ length: atOnce }, visitLeft));
  return Object.fromEntries(found);
}

const view = { name: '@acme/ui', baseName: '@acme/ui', version: '2.0.0', isLatest: true };

function addReadme(site: PackageSite, { name, readme }: { name: string; readme: string }): string {
  site.addPage({ url: `/package/${name}/`, template: 'package', view: { ...view, readme } });
  return `${site.url}package/${name}/`;
}

/** READMEs of a page: each is whole by itself, and starting a page takes longer than they do. */
const inPage = 8;

interface Rendered {
  readonly name: string;
  readonly html: string;
}

function groupsOf(all: readonly Rendered[]): readonly Rendered[] {
  const starts = all.flatMap((_, index) => (index % inPage === 0 ? [index] : []));
  return starts.map((start) => {
    const group = all.slice(start, start + inPage);
    return {
      name: group.map(({ name }) => name).join('\n'),
      html: group.map(({ html }) => html).join('\n'),
    };
  });
}

describe('a README of a page that was built', () => {
  test.each([
    { title: 'with the policy', hasPolicy: true, images: 'ask' },
    { title: 'without the policy', hasPolicy: false, images: 'ask' },
    { title: 'without the policy, pictures shown at once', hasPolicy: false, images: 'load' },
  ] as const)(
    'does no harm, $title',
    async ({ hasPolicy, images }) => {
      const site = await openSite({ hasPolicy, config: { images } });
      const input: Omit<ReadmeInput, 'text'> = { fileName: 'README.md', images };
      const rendered = texts.map(([name, text]) => ({
        name,
        html: renderReadme({ ...input, text }).html,
      }));
      const visits = groupsOf(rendered).map(({ name, html }, index) => {
        const url = addReadme(site, { name: `attack-${index}`, readme: html });
        return { name, url, mayLoad: images === 'load' ? picturesIn(html) : [] };
      });
      expect(await visitAll(visits)).toEqual({});
    },
    timeout,
  );
});

test('there are hundreds of them', () => {
  expect(new Set(texts.map(([, text]) => text)).size).toBeGreaterThan(300);
});

test('a README that is rendered in the browser does no harm, without the policy', async () => {
  const site = await openSite({ hasPolicy: false });
  site.addPage({ url: '/-/site/version/', template: 'version', view: {} });
  const visits = someOf(texts).map(([name, readme], index) => {
    const document = {
      name: `attack-${index}`,
      version: '1.0.0',
      readme,
      readmeFilename: 'README.md',
    };
    site.add(`-/v/attack-${index}/1.0.0`, document);
    return { name, url: `${site.url}-/site/version/?package=attack-${index}&version=1.0.0` };
  });
  expect(await visitAll(visits)).toEqual({});
});

test('each harm is noticed', async () => {
  const site = await openSite({ hasPolicy: false });
  const harms = [
    '<img src=x onerror=hit()>',
    '<a href="javascript:hit()">x</a>',
    '<details ontoggle=hit()><summary>x</summary></details>',
    '<p style="position:fixed;inset:0">x</p>',
    '<img src="https://elsewhere.example/x.png">',
    '<link rel=prefetch href="https://elsewhere.example/">',
    '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
    '<a id=main href="#">x</a>',
    '<form><button>x</button></form>',
    '</div></section></div></main><main id=main></main><script>hit()</script>',
    '<svg onload=hit()></svg>',
    '<script>location.href = "/registry/"</script>',
  ];
  const visits = harms.map((readme, index) => {
    const url = addReadme(site, { name: `harm-${index}`, readme });
    return { name: readme, url };
  });
  expect(Object.keys(await visitAll(visits)).sort()).toEqual([...harms].sort());
});

test('the policy alone stops a script and a style', async () => {
  const site = await openSite({ hasPolicy: true });
  const readme = '<p style="position:fixed" onclick=hit()>x</p><img src=x onerror=hit()>';
  const found = await visitAll([{ name: 'x', url: addReadme(site, { name: 'x', readme }) }]);
  expect(found['x']).toContain('attack: against the policy: style-src-attr inline');
  expect(found['x']).toContain('attack: against the policy: script-src-attr inline');
  expect(found['x']).not.toContain('attack: called hit');
});
