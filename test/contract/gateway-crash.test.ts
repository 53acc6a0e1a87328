// kill -9 under load: nothing that was acknowledged is missing. STILLPACK_LOAD makes more rounds.
import { EventEmitter, once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../support/gateway.ts';
import { git } from '../support/git-repository.ts';
import { stillpack } from '../support/program.ts';
import { publishBody } from '../support/publish-document.ts';
import { temporaryDirectory } from '../support/temp-dir.ts';

const rounds = 3 * Number(process.env['STILLPACK_LOAD'] ?? 1);
const writers = 4;

/** Milliseconds from the third acknowledgement to the signal: another moment of a write in each round. */
const delays = [0, 45, 130, 20, 75, 210];

interface Load {
  /** By package and version: the integrity that was sent. */
  readonly acknowledged: Map<string, string>;
  next: number;
}

/** Publishes until the gateway is gone. */
async function write(gateway: TestGateway, load: Load, onAnswer: () => void): Promise<void> {
  for (;;) {
    const number = load.next;
    load.next += 1;
    const [name, version] = [`pkg-${number % 5}x`, `1.${number}.0`];
    const body = publishBody({ name, version });
    const sent = { method: 'PUT', as: 'mira', body } as const;
    // The connection ends with the gateway.
    const response = await gateway.send(name, sent).catch(() => undefined);
    if (response === undefined) return;
    expect(response.status).toBe(201);
    const { dist } = body.versions[version] as { readonly dist: { readonly integrity: string } };
    load.acknowledged.set(`${name}@${version}`, dist.integrity);
    onAnswer();
  }
}

async function killUnderLoad(gateway: TestGateway, load: Load, delay: number): Promise<void> {
  const answers = new EventEmitter();
  const third = once(answers, 'third');
  let count = 0;
  const onAnswer = (): void => {
    count += 1;
    if (count === 3) answers.emit('third');
  };
  const writing = Array.from({ length: writers }, () => write(gateway, load, onAnswer));
  await Promise.race([third, Promise.all(writing)]);
  await pause(delay);
  await gateway.stop('SIGKILL');
  await Promise.all(writing);
}

async function expectAll(gateway: TestGateway, { acknowledged }: Load): Promise<void> {
  const served = new Map<string, string>();
  for (const name of new Set([...acknowledged.keys()].map((spec) => spec.replace(/@.*/, '')))) {
    const { versions } = (await gateway.read(name)) as {
      readonly versions: Readonly<
        Record<string, { readonly dist: { readonly integrity: string } }>
      >;
    };
    for (const [version, { dist }] of Object.entries(versions)) {
      served.set(`${name}@${version}`, dist.integrity);
    }
  }
  for (const [spec, integrity] of acknowledged)
    expect([spec, served.get(spec)]).toEqual([spec, integrity]);
}

it('keeps what was answered, whenever it is killed', async () => {
  const load: Load = { acknowledged: new Map(), next: 0 };
  const first = await startGateway();
  let gateway = first;
  for (let round = 0; round < rounds; round += 1) {
    await killUnderLoad(gateway, load, delays[round % delays.length] ?? 0);
    await git(first.remote.dir, ['fsck', '--full', '--no-dangling']);
    await git(join(first.data, 'registry.git'), ['fsck', '--full', '--no-dangling']);
    // That a lock becomes stale by itself, gateway-start.test.ts waits for.
    await rm(join(first.data, 'gateway.lock'), { recursive: true });
    gateway = await first.another(first.data);
    await expectAll(gateway, load);
  }
  expect(load.acknowledged.size).toBeGreaterThanOrEqual(3 * rounds);
  await gateway.close();

  const out = join(await temporaryDirectory(), 'out');
  const build = await stillpack(['build', '--repo', first.remote.dir, '--out', out]);
  expect([build.code, (await stillpack(['verify', out])).code]).toEqual([0, 0]);
  await first.close();
});
