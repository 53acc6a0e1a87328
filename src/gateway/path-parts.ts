// Names in the path of a request.
import { parseTeamRef } from '../change/parse-names.ts';
import { StillpackError } from '../errors.ts';
import { type PackageName, packageNameOf } from '../package-name.ts';
import type { GatewayRequest } from './gateway-context.ts';

/** The name in a path. Throws PATH_INVALID. */
export function parsePathName(text: string): PackageName {
  const name = packageNameOf(text);
  if (name !== undefined) return name;
  throw new StillpackError('PATH_INVALID', `"${text}" is no package name.`, {
    hint: 'Names are such as left-pad or @acme/ui.',
  });
}

/** The team of a route with `:org` and `:team`. Throws as `parseTeamRef`. */
export function parsePathTeam(c: GatewayRequest): ReturnType<typeof parseTeamRef> {
  return parseTeamRef(`${c.req.param('org') ?? ''}:${c.req.param('team') ?? ''}`);
}
