// The files of a new registry repository, from templates/repo/.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Eta } from 'eta';

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
}

const eta = new Eta({ autoEscape: false, autoTrim: false });

/** Renders `templates/repo/<name>.eta`. Plain text: every value is one that passed its own check. */
export async function renderTemplate(name: string, values: TemplateValues): Promise<string> {
  // The package finds itself by name, so that this works from src/ and from dist/.
  const manifest = createRequire(import.meta.url).resolve('stillpack/package.json');
  const file = join(dirname(manifest), 'templates', 'repo', `${name}.eta`);
  return eta.renderString(await readFile(file, 'utf8'), values);
}
