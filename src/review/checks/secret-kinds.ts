// The rules of the scanner's preset, in words, and how far each can be trusted. Of 2,626 packages from the public
// registry nine held examples of URLs with passwords, and one a key, in its tests; no other rule found anything.
import type { Level } from '../../policy/level.ts';
import { isExamplePath } from './example-paths.ts';

export interface SecretKind {
  /** With its article. */
  readonly title: string;
  /** `person`: what popular packages hold, too, in examples. */
  readonly level: Extract<Level, 'block' | 'person'>;
  /** Whether the beginning of what was found says anything. */
  readonly isShown: boolean;
}

const token = (title: string): SecretKind => ({ title, level: 'block', isShown: true });
const url = (title: string): SecretKind => ({ title, level: 'person', isShown: true });
const key = (title: string): SecretKind => ({ title, level: 'block', isShown: false });

const prefix = '@secretlint/secretlint-rule-';

const kinds = new Map<string, SecretKind>([
  ['1password', token('a 1Password token')],
  ['anthropic', token('an Anthropic key')],
  ['aws', token('an AWS secret access key')],
  ['basicauth', url('a URL with a password')],
  ['database-connection-string', url('a database URL with a password')],
  ['gcp', key('the private key of a Google service account')],
  ['github', token('a GitHub token')],
  ['linear', token('a Linear key')],
  ['npm', token('an npm token')],
  ['openai', token('an OpenAI key')],
  ['privatekey', key('a private key')],
  ['sendgrid', token('a SendGrid key')],
  ['shopify', token('a Shopify token')],
  ['slack', token('a Slack token')],
]);

const unknown: SecretKind = { title: 'a secret', level: 'person', isShown: false };

/** Of a rule's id; a rule that came with a later version of the preset is trusted less. */
export function secretKindOf(ruleId: string): SecretKind {
  return kinds.get(ruleId.replace(prefix, '')) ?? unknown;
}

/** How much a secret in this file weighs. */
export function secretLevelIn(path: string, { level }: SecretKind): Level {
  if (!isExamplePath(path)) return level;
  return level === 'block' ? 'person' : 'warning';
}
