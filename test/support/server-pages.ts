// Emulations of GitHub Pages and GitLab Pages, from the rules in their documentation: no settings, no headers of
// one's own, and 404.html for what is not there.
import type { Host, HostAbilities } from './server.ts';
import { type Answer, entryAt, startEmulation } from './server-emulation.ts';

const can: HostAbilities = {
  conventionalTarballs: true,
  versionDocuments: true,
  validators: true,
  plainFeeds: true,
  ownNotFoundPage: true,
};

const cached = { 'cache-control': 'max-age=600' };
const missing: Answer = { status: 404, file: '404.html' };

/** A file, then the same with `.html`, then a folder: redirected to its slash, then its index.html. */
async function githubRules(dir: string, path: string): Promise<Answer> {
  const found = await entryAt(dir, path);
  if (found === 'file') return { status: 200, file: path, headers: cached };
  if (!path.endsWith('/') && (await entryAt(dir, `${path}.html`)) === 'file') {
    return { status: 200, file: `${path}.html`, headers: cached };
  }
  return found === 'directory' ? folder(dir, path) : missing;
}

/** A file, then a folder, then the same with `.html`: a folder wins. */
async function gitlabRules(dir: string, path: string): Promise<Answer> {
  const found = await entryAt(dir, path);
  if (found === 'file') return { status: 200, file: path, headers: cached };
  if (found === 'directory') return folder(dir, path);
  return (await entryAt(dir, `${path}.html`)) === 'file'
    ? { status: 200, file: `${path}.html`, headers: cached }
    : missing;
}

async function folder(dir: string, path: string): Promise<Answer> {
  if (!path.endsWith('/')) {
    return { status: 301, location: `${encodeURI(path)}/` };
  }
  return (await entryAt(dir, `${path}index.html`)) === 'file'
    ? { status: 200, file: `${path}index.html`, headers: cached }
    : missing;
}

export const githubPages: Host = {
  title: 'GitHub Pages (emulated)',
  preset: 'github-pages',
  // As the site of a project has it.
  basePath: '/registry/',
  can,
  start: (site) => startEmulation(site, (path) => githubRules(site.dir, path)),
};

export const gitlabPages: Host = {
  title: 'GitLab Pages (emulated)',
  preset: 'gitlab-pages',
  can,
  start: (site) => startEmulation(site, (path) => gitlabRules(site.dir, path)),
};
