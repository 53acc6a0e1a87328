// The files of a new registry repository, from templates/repo/.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Eta } from 'eta';
import type { DeployView } from './deploy-view.ts';
import type { ForgeName } from './forge.ts';

/** What the templates speak of. */
export interface TemplateValues {
  readonly url: string;
  readonly hostname: string;
  readonly isPlainHttp: boolean;
  readonly host: string;
  /** With `@`. */
  readonly scope: string;
  /** Nobody named a scope: the text says that it is an example. */
  readonly isExampleScope: boolean;
  readonly branch: string;
  /** stillpack's own. */
  readonly version: string;
  readonly forge: ForgeName;
  readonly isAutomerge: boolean;
  readonly deploy: DeployView;
}

/** Renders `templates/repo/<name>.eta`. Plain text: every value is one that passed its own check. */
export function renderTemplate(
  name: string,
  values: TemplateValues & Readonly<Record<string, unknown>>,
): string {
  return templates().render(`./${name}.eta`, values);
}

function templates(): Eta {
  // The package finds itself by name, so that this works from src/ and from dist/.
  const manifest = createRequire(import.meta.url).resolve('stillpack/package.json');
  const views = join(dirname(manifest), 'templates', 'repo');
  return new Eta({ views, autoEscape: false, autoTrim: false });
}
