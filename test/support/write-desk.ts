// A gateway, and projects in which one client writes to it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type ClientProject, createProject } from './client-project.ts';
import type { Args } from './client.ts';
import type { TestGateway, TestUser } from './gateway.ts';
import type { Command, WriteClient } from './write-client.ts';

export interface WriteDesk {
  readonly gateway: TestGateway;
  readonly writer: WriteClient;
  /** An empty project, logged in by a user's token or by that one, or not at all. */
  project(as?: TestUser, token?: string): Promise<ClientProject>;
  /** One command as mira, in an empty project; gives what it printed. */
  run(command: Command | 'stars' | 'unstar', ...args: Args): Promise<string>;
  /** What a command printed that must fail, as jo. */
  refused(command: Command, ...args: Args): Promise<string>;
  /** `publish` in a project whose package.json says this. */
  publish(manifest: Published, flags?: Args, as?: TestUser): Promise<string>;
}

export interface Published {
  readonly name: string;
  readonly version: string;
}

/** Every test proves by a read, and by the log of the remote, what its commands did. */
export type WriteTests = Readonly<
  Partial<Record<Command, Readonly<Record<string, (desk: WriteDesk) => Promise<void>>>>>
>;

const mira = 'mira <mira@acme.example>';

export function createWriteDesk(gateway: TestGateway, writer: WriteClient): WriteDesk {
  const { client } = writer;
  const source = { registry: gateway.url };

  const project: WriteDesk['project'] = (as, given) => {
    const token = given ?? (as && gateway.tokens[as]);
    const configFiles = (): Readonly<Record<string, string>> =>
      token === undefined ? client.configFiles(source) : writer.configFiles(source, token);
    return createProject({ ...client, configFiles }, source);
  };
  return {
    gateway,
    writer,
    project,
    run: async (command, ...args) => (await project('mira')).run(writer.words(command, ...args)),
    async refused(command, ...args) {
      return failureOf((await project('jo')).run(writer.words(command, ...args)));
    },
    async publish(manifest, flags = [], as = 'mira') {
      const { dir, ...made } = await project(as);
      await writeFile(join(dir, 'package.json'), JSON.stringify({ ...manifest, files: ['*.js'] }));
      await writeFile(join(dir, 'index.js'), `module.exports = '${manifest.version}';\n`);
      for (const args of writer.prepare) await made.run(args);
      return made.run(writer.words('publish', ...flags));
    },
  };
}

/** The remote's last commit is mira's, and says this. */
export async function expectCommit({ gateway }: WriteDesk, subject: string): Promise<void> {
  expect(await gateway.commits()).toEqual([`${mira}: ${subject}`]);
}

/** What a command printed that must fail. */
export async function failureOf(running: Promise<string>): Promise<string> {
  const [outcome] = await Promise.allSettled([running]);
  if (outcome.status === 'rejected') return String(outcome.reason);
  throw new Error(`the command did not fail:\n${outcome.value}`);
}
