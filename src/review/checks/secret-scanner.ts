// Finds secrets in a text with the rules of secretlint.
import { posix } from 'node:path';
import type {
  SecretLintRuleContext,
  SecretLintRuleCreator,
  SecretLintRuleReportDescriptor,
  SecretLintSourceCode,
} from '@secretlint/types';

export interface FoundSecret {
  readonly ruleId: string;
  /** Where it begins in the text. */
  readonly offset: number;
  /** The secret itself, which goes nowhere. */
  readonly text: string;
}

/** Finds what looks like a secret. Rejects when a rule throws. */
export type ScanForSecrets = (file: {
  readonly path: string;
  readonly text: string;
}) => Promise<readonly FoundSecret[]>;

/** By its comments a file would say of itself that it needs no looking at. */
const left = '@secretlint/secretlint-rule-filter-comments';

/**
 * Loads the rules, which takes long: only for somebody who has text to look at. They run without @secretlint/core 11:
 * its profiler walks the marks of all files so far for each rule of each file (500 small files took it 0.7 s, 2,000
 * 39 s), and it compares each match in a file with each other.
 */
export async function loadSecretScanner(): Promise<ScanForSecrets> {
  const { creator } = await import('@secretlint/secretlint-rule-preset-recommend');
  const rules = creator.rules.filter(({ meta }) => meta.id !== left);
  return async ({ path, text }) => {
    const found: FoundSecret[] = [];
    for (const rule of rules) {
      const report = ({ range }: SecretLintRuleReportDescriptor): void => {
        found.push({ ruleId: rule.meta.id, offset: range[0], text: text.slice(...range) });
      };
      await runRule(rule, { source: sourceOf(path, text), report });
    }
    return found;
  };
}

async function runRule(
  rule: SecretLintRuleCreator<unknown>,
  {
    source,
    report,
  }: { readonly source: SecretLintSourceCode; readonly report: SecretLintRuleContext['report'] },
): Promise<void> {
  const context: SecretLintRuleContext = {
    sharedOptions: {},
    // Their messages quote the secret: nobody reads them.
    createTranslator: () => (messageId) => ({
      message: '',
      messageId: String(messageId),
      data: undefined,
    }),
    report,
    ignore: () => undefined,
  };
  await rule.create(context, {}).file?.(source);
}

/**
 * What the rules look at. That for `.p12` would open the file of that name on this machine's disk, a path that the
 * archive chose: of endings they are told `.json` only, by which they know the key of a Google service account.
 */
function sourceOf(path: string, content: string): SecretLintSourceCode {
  const ext = posix.extname(path) === '.json' ? '.json' : '.txt';
  const source = { hasBOM: false, content, filePath: path, ext, contentType: 'text' };
  // Places in the text are asked for by its core alone; a rule that does throws, and its file counts as unread.
  return source as unknown as SecretLintSourceCode;
}
