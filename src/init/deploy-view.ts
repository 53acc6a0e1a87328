// What the workflow templates know of a deployment.
import type { Deploy } from './deploy.ts';

export interface DeployView extends Pick<Deploy, 'programs'> {
  /** What has to be set up once, in whole lines. */
  readonly setup: readonly string[];
  readonly isGithubPages: boolean;
  readonly isGitlabPages: boolean;
  readonly isS3: boolean;
  /** The lock file holds programs that deploy. */
  readonly hasTools: boolean;
  /** What the artifact between the jobs is called. */
  readonly artifact: string;
  /** Of the job that deploys: YAML. */
  readonly permissions: readonly string[];
  /** Values are YAML. */
  readonly githubEnvironment: readonly Variable[];
  readonly gitlabVariables: readonly Variable[];
  readonly script: readonly string[];
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

/** What an upload to AWS is allowed by: no key is kept anywhere. */
const awsVariables = ['AWS_REGION', 'AWS_ROLE_ARN'];

export function deployViewOf(
  { host, deploy }: { readonly host: string; readonly deploy: Deploy },
  branch: string,
): DeployView {
  const [isGithubPages, isS3] = [host === 'github-pages', host === 's3'];
  const constants = deploy.knowsBranch ? [{ name: 'BRANCH', value: JSON.stringify(branch) }] : [];
  const from = (kind: 'secrets' | 'vars', names: readonly string[]): readonly Variable[] =>
    names.map((name) => ({ name, value: `\${{ ${kind}.${name} }}` }));
  return {
    setup: isGithubPages
      ? ['Settings → Pages → Source must be "GitHub Actions".']
      : setupOf(deploy, isS3 ? awsVariables : []),
    isGithubPages,
    isGitlabPages: host === 'gitlab-pages',
    isS3,
    hasTools: Object.keys(deploy.tools).length > 0,
    artifact: isGithubPages ? 'github-pages' : 'registry',
    permissions: isGithubPages
      ? ['pages: write', 'id-token: write']
      : ['contents: read', ...(isS3 ? ['id-token: write'] : [])],
    githubEnvironment: [
      ...from('secrets', deploy.secrets),
      ...from('vars', [...deploy.variables, ...deploy.optional]),
      ...constants,
    ],
    gitlabVariables: constants,
    script: deploy.script ?? [],
    programs: deploy.programs,
  };
}

function setupOf(
  { secrets, variables, optional }: Deploy,
  cloud: readonly string[],
): readonly string[] {
  const all = [...cloud, ...variables];
  return [
    ...(secrets.length > 0
      ? [
          `Secrets of the environment "registry", which is for this branch alone: ${secrets.join(', ')}.`,
        ]
      : []),
    ...(all.length > 0 ? [`Variables: ${all.join(', ')}.`] : []),
    ...(optional.length > 0 ? [`If wanted: ${optional.join(', ')}.`] : []),
  ];
}
