// The parts of nginx's configuration that compressed twins need.
import { shortCache } from './cache-control.ts';
import { acceptsShape, type Encoding, twinFolder } from './precompressed.ts';

export interface NginxTwins {
  readonly note: string;
  /** Which twins the request may be answered with. */
  readonly negotiation: string;
  /** What no URL leads to, as a regular expression's source below the base. */
  readonly hidden: string;
  /** The inside of a location that answers with a document, or a twin of it. */
  answer(path: string, varies?: string): string;
  /** Where twins and documents are sent from. */
  readonly locations: string;
}

/** No build makes a file of this name in the folder of twins. */
const noEncoding = 'none';

/**
 * Without the modules for it: gzip_static looks for `foo.gz`, which is another package's, and a stock nginx, Debian's
 * too, does not start with brotli_static. So each twin has a location of its own that sets the header, and goes on to the
 * next one where there is no twin. Without ranges: the 416 to one that a twin has not would say to be compressed, and is
 * not. `undefined` when there are none.
 */
export function nginxTwins(
  base: string,
  precompressed: readonly Encoding[],
): NginxTwins | undefined {
  if (precompressed.length === 0) return undefined;
  const [first, ...others] = [...precompressed, 'plain'];
  return {
    note: `# If this nginx has the brotli module, say \`brotli off;\` beside the include: it would compress twins once more.
`,
    negotiation: precompressed.map(negotiationOf).join(''),
    hidden: '-/(?:host|z)/',
    answer: (path, varies = '') => `set $stillpack_path ${path};
        set $stillpack_vary "${varies}Accept-Encoding";
        try_files /${twinFolder}/${noEncoding} @stillpack_${first};`,
    locations: [
      ...precompressed.map((each, index) => twinLocation(each, others[index] ?? 'plain')),
      plainLocation(base),
    ].join(''),
  };
}

function negotiationOf(encoding: Encoding): string {
  return `set $stillpack_${encoding} ${noEncoding};
if ($http_accept_encoding ~* "${acceptsShape(encoding)}") {
    set $stillpack_${encoding} ${encoding};
}
`;
}

function twinLocation(encoding: Encoding, next: string): string {
  return `
location @stillpack_${encoding} {
    types { }
    default_type application/json;
    gzip off;
    add_header Cache-Control "${shortCache}";
    add_header Vary $stillpack_vary;
    add_header Content-Encoding ${encoding};
    max_ranges 0;
    try_files /${twinFolder}/$stillpack_${encoding}/$stillpack_path @stillpack_${next};
}
`;
}

function plainLocation(base: string): string {
  return `
location @stillpack_plain {
    types { }
    default_type application/json;
    error_page 404 ${base}404.html;
    add_header Cache-Control "${shortCache}";
    add_header Vary $stillpack_vary;
    try_files /$stillpack_path =404;
}
`;
}
