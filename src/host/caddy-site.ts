// The parts of Caddy's configuration that the website needs.
import { immutableCache, shortCache } from './cache-control.ts';
import { type HostSite, isAtRoot, sitePathShape } from './host-site.ts';
import { assetFolder, feedFolder, feedType, siteTypes, withCharset } from './site-types.ts';

interface CaddyBase {
  /** The base as a regular expression's source. */
  readonly shape: string;
  /** What answers with twins, after the rewrite. */
  readonly twins: string;
  readonly varies: string;
}

/**
 * A page is answered with or without the `/` at the end of its URL. What is sent depends on the file that was found, so
 * that a `route` keeps the directives in this order.
 */
export function caddySite(site: HostSite, { shape, twins, varies }: CaddyBase): string {
  const answer = (path: string): string => `	route {
		try_files ${path} =404
		header Cache-Control "${shortCache}"${varies.replace('\n', '\n\t')}
		@asset path /${assetFolder}/*
		header @asset Cache-Control "${immutableCache}"
${Object.entries(siteTypes).map(typeRule).join('')}		@feed path /${feedFolder}/*.xml
		header @feed Content-Type ${feedType}${twins}
		file_server
	}`;
  const file = '/{re.page.path}';
  const home = `@stillpack_home path_regexp "^${shape}$"
handle @stillpack_home {
${answer('/index.html')}
}

`;
  return `${isAtRoot(site) ? home : ''}@stillpack_page path_regexp page "^${shape}(?P<path>${sitePathShape(site)})/?$"
handle @stillpack_page {
${answer(`${file} ${file}/index.html`)}
}

`;
}

function typeRule([ending, type]: [string, string]): string {
  return `		@${ending} path *.${ending}
		header @${ending} Content-Type "${withCharset(type)}"
`;
}
