import type { Gateway } from '../../src/gateway/gateway.ts';
import type { Command } from '../command.ts';
import { forgeApiOption, forgeFor, remoteOf } from '../forge-options.ts';
import { gatewayDataOf, resolvePath } from '../locations.ts';
import { readProgramDigest } from '../program-digest.ts';
import { paint, printJson, printLine } from '../report.ts';
import { wholeNumberOf } from '../whole-number.ts';
import { textOption } from '../text-option.ts';

interface GatewayArgs {
  readonly repo: string;
  readonly listen: string;
  readonly branch: string;
  readonly mode: 'direct' | 'pull-request';
  readonly 'forge-api': string | undefined;
  readonly users: string | undefined;
  readonly upstream: string | undefined;
  readonly issuer: readonly string[] | undefined;
  readonly poll: string;
  readonly 'max-body': string;
  readonly 'trust-proxy': string | undefined;
  readonly url: string | undefined;
  readonly data: string | undefined;
  readonly json: boolean;
}

export const gatewayCommand: Command<GatewayArgs> = {
  usage: 'gateway',
  summary: 'Take npm publish and all other writes, as commits of the registry repository',
  examples: [
    ['gateway', 'of the repository here, on http://127.0.0.1:4873/'],
    [
      'gateway --repo git@forge.example:acme/registry.git --url https://npm.acme.example/',
      'as a service behind a proxy',
    ],
  ],
  options: (yargs) =>
    yargs
      .option(
        'repo',
        textOption({ default: '.', describe: 'the registry repository: a folder or a URL' }),
      )
      .option(
        'listen',
        textOption({
          default: '127.0.0.1:4873',
          describe: 'address and port; port 0 takes a free one',
        }),
      )
      .option(
        'branch',
        textOption({ default: 'main', describe: 'the branch that is the registry' }),
      )
      .option('mode', {
        choices: ['direct', 'pull-request'] as const,
        default: 'direct' as const,
        describe: 'commit at once, or open a pull request for each change',
      })
      .option('forge-api', forgeApiOption('--repo'))
      .option(
        'users',
        textOption({ describe: 'the accounts file, outside git [default: in --data]' }),
      )
      .option(
        'url',
        textOption({ describe: 'where clients reach the gateway [default: the address]' }),
      )
      .option(
        'data',
        textOption({
          describe: 'where its clone and built files lie [default: a folder for this repository]',
        }),
      )
      .option(
        'upstream',
        textOption({ describe: 'another registry, whose advisories `npm audit` is told as well' }),
      )
      .option('issuer', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: "a CI service of one's own that vouches for workflows: github=URL or gitlab=URL",
      })
      .option(
        'poll',
        textOption({
          default: '30',
          describe: 'seconds from one look for what others pushed to the next',
        }),
      )
      .option(
        'max-body',
        textOption({ default: '104857600', describe: 'bytes that a published document may have' }),
      )
      .option(
        'trust-proxy',
        textOption({
          describe: 'networks of proxies, whose X-Forwarded-For counts, with commas between',
        }),
      )
      .option('json', { type: 'boolean', default: false, describe: 'print the URL as JSON' }),
  run: async (args, io) => {
    const {
      checkNamesPlace,
      createClientAddress,
      openGateway,
      parseIssuer,
      parseListen,
      parseTrustProxy,
      urlOf,
    } = await import('../../src/gateway/gateway.ts');
    const { listenGateway } = await import('../gateway-server.ts');
    const { pino } = await import('pino');
    const log = pino({ base: null }, { write: io.stderr });
    const interrupted = io.interrupted();
    const address = parseListen(args.listen);
    if (args.url === undefined) checkNamesPlace(address);
    const proxies = args['trust-proxy'];
    const trusted = proxies === undefined ? [] : parseTrustProxy(proxies);
    const remote = await remoteOf(args.repo, io);
    const data = args.data === undefined ? gatewayDataOf(io, remote) : resolvePath(io, args.data);
    // Bound first: the files that are built name the port.
    let gateway: Gateway | undefined = undefined;
    const server = await listenGateway({
      ...address,
      app: () => gateway?.app,
      clientAddressOf: createClientAddress(trusted, (text) => log.warn(text)),
    });
    const url = args.url ?? urlOf({ ...address, port: server.port });
    const opening = openGateway({
      remote,
      data,
      url,
      branch: args.branch,
      forge:
        args.mode === 'direct'
          ? undefined
          : await forgeFor(remote, { api: args['forge-api'], env: io.env }),
      users: args.users === undefined ? `${data}/users.json` : resolvePath(io, args.users),
      env: io.env,
      program: (await readProgramDigest()) ?? 'unknown',
      now: () => new Date(),
      upstream: args.upstream,
      issuers: args.issuer?.map(parseIssuer),
      poll: wholeNumberOf('--poll', args.poll),
      maxBody: wholeNumberOf('--max-body', args['max-body']),
      onNote: (text, error) => log.warn({ err: error }, text),
      onRequest: (line) => log.info(line, 'request'),
      onFailure: (error, id) => log.error({ id, err: error }, 'failed'),
    });
    // A server that listens would keep the program from ending.
    opening.catch(() => server.close());
    gateway = await opening;
    if (args.json) printJson(io, { url });
    printLine(io, paint('green', 'listening'), url, paint('dim', '(Ctrl-C stops)'));
    const end = await Promise.race([interrupted, gateway.lost.then(() => 'lost' as const)]);
    await server.close();
    await gateway.close();
    return end === 'lost' ? 1 : 0;
  },
};
