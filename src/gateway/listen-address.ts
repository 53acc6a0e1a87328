import { StillpackError } from '../errors.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `127.0.0.1:4873`, `[::1]:4873`, `:4873` or `4873`; port 0 takes a free one. Throws OPTION_INVALID. */
export function parseListen(text: string): ListenAddress {
  const match = /^(?:(?<host>\[[0-9a-f:.]+\]|[\w.-]*):)?(?<port>\d{1,5})$/i.exec(text);
  const port = Number(match?.groups?.['port'] ?? Number.NaN);
  if (match === null || port > 65_535) {
    throw new StillpackError('OPTION_INVALID', `--listen ${text} is no address and port.`, {
      hint: 'Write it like 127.0.0.1:4873.',
    });
  }
  const host = match.groups?.['host']?.replace(/^\[|\]$/g, '') ?? '';
  return { host: host === '' ? '127.0.0.1' : host, port };
}

/** As the URL parser spells those that mean every interface. */
const everywhere = ['0.0.0.0', '[::]', '[::ffff:0:0]'];

/** Throws OPTION_INVALID for an address that clients could not be sent to: that of every interface. */
export function checkNamesPlace(address: ListenAddress): void {
  const { hostname } = new URL(urlOf(address));
  if (!everywhere.includes(hostname)) return;
  throw new StillpackError(
    'OPTION_INVALID',
    `--listen ${address.host} takes connections on every interface, and does not say where clients find it.`,
    { hint: 'Name that with --url https://npm.acme.example/.' },
  );
}

/** The URL of what listens there. */
export function urlOf({ host, port }: ListenAddress): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}
