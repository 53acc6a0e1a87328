// Which runs may publish which package, once and no more.
import { describe, expect, test } from 'vitest';
import { parseTrustedPublisher } from '../../../src/change/parse-names.ts';
import type { TrustedPublisherEntry } from '../../../src/model/trusted-publishers.ts';
import { createIdTokenVerifier } from '../../../src/oidc/id-token-verifier.ts';
import { createTokenExchange } from '../../../src/oidc/token-exchange.ts';
import type { WorkflowRun } from '../../../src/oidc/workflow-run.ts';
import {
  audience,
  createIdTokenIssuer,
  type IdTokenIssuer,
  present,
  seconds,
} from '../../support/id-token-issuer.ts';
import { packageName } from '../../support/model.ts';

type Conditions = Partial<TrustedPublisherEntry>;

/** `publish` sends a token; `trusted` is what @acme/ui says, everybody else trusts nobody. */
function deskOf(issuer: IdTokenIssuer, trusted: readonly Conditions[] = [{}], maxUsed = 10_000) {
  let date = present;
  const now = () => date;
  const asked: string[] = [];
  const publishers = trusted.map((conditions) =>
    parseTrustedPublisher({
      issuer: issuer.url,
      repository: issuer.ci === 'github' ? 'acme/ui' : 'acme/web/ui',
      workflow: issuer.ci === 'github' ? 'publish.yml' : '.gitlab-ci.yml',
      ...conditions,
    }),
  );
  const verify = createIdTokenVerifier({ issuers: [issuer], audience, fetch, now });
  const exchange = createTokenExchange({ verify, now, maxUsed });
  return {
    asked,
    at(time: number) {
      date = new Date(time * 1000);
    },
    publish: (
      token: string,
      name = '@acme/ui',
      issue = (run: WorkflowRun): Promise<WorkflowRun> => Promise.resolve(run),
    ) =>
      exchange({
        token,
        issue,
        name: packageName(name),
        readTrusted: (each) => {
          asked.push(each);
          return Promise.resolve(name === '@acme/ui' || name === '@acme/kit' ? publishers : []);
        },
      }),
  };
}

const untrusted = { code: 'PUBLISHER_UNTRUSTED', exitCode: 3 };
const unauthenticated = { code: 'UNAUTHENTICATED' };

describe('a package may be published by', () => {
  const runs = ['github', 'gitlab'] as const;
  test.each(runs)('a workflow of %s that it trusts, and no other package', async (ci) => {
    const issuer = await createIdTokenIssuer({ ci });
    const desk = deskOf(issuer);
    const token = await issuer.sign();
    await expect(desk.publish(token, 'left-pad')).rejects.toMatchObject(untrusted);
    expect(await desk.publish(token)).toMatchObject({ environment: 'npm', ownerId: '42' });
  });

  test.each([
    ['everything that is said', [{ environment: 'npm', ref: 'refs/heads/main', ownerId: '42' }]],
    ['the beginning of a ref', [{ ref: 'refs/heads/*' }]],
    ['one of two', [{ repository: 'acme/kit' }, {}]],
  ] satisfies [string, Conditions[]][])('a run of which holds: %s', async (_, conditions) => {
    const issuer = await createIdTokenIssuer();
    await deskOf(issuer, conditions).publish(await issuer.sign());
  });

  const github = 'acme/ui/.github/workflows';
  test.each([
    ['another repository', { repository: 'evil/ui' }],
    ['a repository in other letters', { repository: 'Acme/ui' }],
    [
      'another repository with a workflow of that name',
      {
        repository: 'evil/ui',
        workflow_ref: 'evil/ui/.github/workflows/publish.yml@refs/heads/main',
      },
    ],
    ['another workflow', { workflow_ref: `${github}/test.yml@refs/heads/main` }],
    ['a workflow in other letters', { workflow_ref: `${github}/Publish.yml@refs/heads/main` }],
    ['a workflow of longer name', { workflow_ref: `${github}/publish.yml.yml@refs/heads/main` }],
    ['a workflow with a ref in its name', { workflow_ref: `${github}/publish.yml@x.yml@refs/a` }],
    ['a file below workflows', { workflow_ref: `${github}/x/publish.yml@refs/heads/main` }],
    [
      'the workflow of another repository',
      { workflow_ref: 'evil/ui/.github/workflows/publish.yml@refs/heads/main' },
    ],
    [
      'a trusted workflow that another one calls',
      {
        workflow_ref: `${github}/test.yml@refs/heads/main`,
        job_workflow_ref: `${github}/publish.yml@refs/heads/main`,
      },
    ],
    ['no workflow', { workflow_ref: undefined }],
    ['a pull request', { event_name: 'pull_request', ref: 'refs/pull/7/merge' }],
    ['a pull request from anywhere', { event_name: 'pull_request_target' }],
  ])('nobody who is %s', async (_, claims) => {
    const issuer = await createIdTokenIssuer();
    await expect(deskOf(issuer).publish(await issuer.sign(claims))).rejects.toMatchObject(
      untrusted,
    );
  });

  test.each([
    ['another environment', { environment: 'npm' }, { environment: 'test' }],
    ['no environment', { environment: 'npm' }, { environment: undefined }],
    ['another branch', { ref: 'refs/heads/main' }, { ref: 'refs/heads/main2' }],
    ['a tag of that name', { ref: 'refs/heads/*' }, { ref: 'refs/tags/heads' }],
    ['no ref', { ref: 'refs/heads/*' }, { ref: undefined }],
    ['a later owner of the name', { ownerId: '42' }, { repository_owner_id: '43' }],
    ['an owner without a number', { ownerId: '42' }, { repository_owner_id: undefined }],
    ['an owner whose number is no text', { ownerId: '42' }, { repository_owner_id: 42 }],
  ])('nobody of %s, where that is asked', async (_, conditions, claims) => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer, [conditions]);
    await expect(desk.publish(await issuer.sign(claims))).rejects.toMatchObject(untrusted);
  });

  test.each([
    ['another project', { project_path: 'acme/web/kit' }],
    ['a project below it', { project_path: 'acme/web/ui/sub' }],
    ['another file', '/acme/web/ui//ci.yml@refs/heads/main'],
    ['the file of another project', '/acme/web/kit//.gitlab-ci.yml@refs/heads/main'],
    ['the file at another ref', '/acme/web/ui//.gitlab-ci.yml@refs/heads/evil'],
    ['a file with a ref in its name', '/acme/web/ui//.gitlab-ci.yml@x@refs/heads/main'],
    ['no file of the project', { ci_config_ref_uri: null }],
    ['a merge request', { pipeline_source: 'merge_request_event' }],
    ['a pull request', { pipeline_source: 'external_pull_request_event' }],
  ])('nobody who is %s on GitLab', async (_, changed) => {
    const issuer = await createIdTokenIssuer({ ci: 'gitlab' });
    const { host } = new URL(issuer.url);
    const claims =
      typeof changed === 'string' ? { ci_config_ref_uri: `${host}${changed}` } : changed;
    await expect(deskOf(issuer).publish(await issuer.sign(claims))).rejects.toMatchObject(
      untrusted,
    );
  });

  test('the same repository and workflow of another issuer', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer, [{ issuer: 'github' }, { issuer: 'https://git.acme.example' }]);
    await expect(desk.publish(await issuer.sign())).rejects.toMatchObject(untrusted);
  });

  test('nobody learns whom it trusts', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer, [{ repository: 'acme/secret', workflow: 'hidden.yml' }]);
    const refused: unknown = await desk
      .publish(await issuer.sign())
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({
      ...untrusted,
      message: expect.stringContaining('acme/ui') as string,
    });
    expect(JSON.stringify(refused)).not.toMatch(/secret|hidden/);
  });
});

describe('a token is taken', () => {
  test('once for a package, and once for each of several', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer);
    const token = await issuer.sign();
    await desk.publish(token);
    await expect(desk.publish(token)).rejects.toMatchObject(unauthenticated);
    await desk.publish(token, '@acme/kit');
    await desk.publish(await issuer.sign({ jti: 'two' }));
  });

  test('once also by two at the same time', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer);
    const token = await issuer.sign();
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => desk.publish(token)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('again where nothing could be issued for it, and never by two at the same time', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer);
    const token = await issuer.sign();
    const busy = new Error('busy');
    let fail: (error: Error) => void = () => undefined;
    let outcome: Promise<unknown> = Promise.resolve();
    const began = new Promise<void>((begun) => {
      const issue = () =>
        new Promise<WorkflowRun>((_, reject) => {
          fail = reject;
          begun();
        });
      const first = desk.publish(token, '@acme/ui', issue);
      outcome = first.catch((error: unknown) => error);
    });
    await began;
    await expect(desk.publish(token)).rejects.toMatchObject(unauthenticated);
    fail(busy);
    expect(await outcome).toBe(busy);
    await desk.publish(token);
    await expect(desk.publish(token)).rejects.toMatchObject(unauthenticated);
  });

  test('never again, though it lives until the last second', async () => {
    const issuer = await createIdTokenIssuer();
    // One place: what is remembered is dropped as soon as it may be.
    const desk = deskOf(issuer, [{}], 1);
    const token = await issuer.sign({ exp: seconds + 100 });
    await desk.publish(token);
    for (const time of [1, 129, 130, 131, 132]) {
      desk.at(seconds + time);
      await desk
        .publish(await issuer.sign({ jti: 'other', iat: seconds + time }))
        .catch(() => null);
      await expect(desk.publish(token), `${time}`).rejects.toMatchObject(unauthenticated);
    }
  });

  test('not at all while too many are remembered, and again when they expire', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer, [{}], 2);
    const sign = (jti: string) => issuer.sign({ jti, exp: seconds + 100 });
    await desk.publish(await sign('one'));
    await desk.publish(await sign('two'));
    await expect(desk.publish(await sign('three'))).rejects.toMatchObject(unauthenticated);
    desk.at(seconds + 140);
    await desk.publish(await issuer.sign({ jti: 'four' }));
  });

  test('without costing anything where it is not trusted', async () => {
    const issuer = await createIdTokenIssuer();
    const desk = deskOf(issuer, [{}], 1);
    for (const jti of ['one', 'two', 'three']) {
      const token = await issuer.sign({ jti, repository: 'evil/ui' });
      await expect(desk.publish(token)).rejects.toMatchObject(untrusted);
    }
    await desk.publish(await issuer.sign());
  });
});

test('a package is read for genuine tokens only', async () => {
  const issuer = await createIdTokenIssuer();
  const desk = deskOf(issuer);
  const token = await issuer.sign({ exp: seconds - 600 });
  await expect(desk.publish(token)).rejects.toMatchObject(unauthenticated);
  expect(desk.asked).toEqual([]);
});
