// .gitattributes: by it git changes line ends, and would change tarballs.
import { type Finding, finding } from '../finding.ts';

/** `text` is the file at the top of the repository as it will be; `undefined` when it is removed. */
export function checkAttributes(path: string, text: string | undefined): readonly Finding[] {
  const rules = (text ?? '').split('\n').map((line) => line.trim().split(/\s+/));
  const last = rules.findLast(([pattern]) => pattern === '*.tgz' || pattern === '*');
  const isBinary = last?.[0] === '*.tgz' && (last.includes('-text') || last.includes('binary'));
  if (isBinary) return [];
  const message = `${path} no longer keeps git from converting line ends inside tarballs.`;
  return [finding('git-attributes', { path, message })];
}
