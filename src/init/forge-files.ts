// What `init` writes for the forge that the repository is pushed to: reviews, deployment, owners.
import { renderCodeOwners } from '../change/code-owners.ts';
import { parseDirectory } from '../model/directory.ts';
import { renderTemplate, type TemplateValues } from './render.ts';

/** By path. */
export function createForgeFiles(values: TemplateValues): Readonly<Record<string, string>> {
  const render = (name: string): string => renderTemplate(name, { ...values });
  switch (values.forge) {
    case 'none':
      return {};
    case 'gitlab':
      return {
        '.gitlab-ci.yml': render('gitlab/gitlab-ci.yml'),
        '.gitlab/CODEOWNERS': firstCodeOwners(),
      };
    case 'github':
      return {
        '.github/CODEOWNERS': firstCodeOwners(),
        ...(values.isAutomerge && {
          '.github/workflows/automerge.yml': render('github/automerge.yml'),
        }),
        '.github/workflows/comment.yml': render('github/comment.yml'),
        '.github/workflows/publish.yml': render('github/publish.yml'),
        '.github/workflows/review.yml': render('github/review.yml'),
        'examples/publish-package.yml': renderTemplate('github/publish-package.yml', {
          ...values,
          isThroughGateway: false,
        }),
        'examples/publish-package-with-npm.yml': renderTemplate('github/publish-package.yml', {
          ...values,
          isThroughGateway: true,
        }),
      };
  }
}

/** Nobody is known yet. */
function firstCodeOwners(): string {
  const { directory } = parseDirectory({ users: [], orgs: [] });
  return renderCodeOwners({ admins: [], directory, packages: [] }).text;
}
