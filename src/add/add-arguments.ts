// What the user may write for `stillpack add`, checked.
import { type DistTag, distTagOf } from '../dist-tag.ts';
import { StillpackError } from '../errors.ts';

/** Throws OPTION_INVALID for what no registry could serve as a tag. */
export function parseTag(tag: string | undefined): DistTag | undefined {
  if (tag === undefined) return undefined;
  const parsed = distTagOf(tag);
  if (parsed !== undefined) return parsed;
  throw new StillpackError('OPTION_INVALID', `"${tag}" cannot be a dist-tag.`, {
    hint: 'Letters, digits, `.`, `_` and `-`, and nothing that reads as a version or range.',
  });
}

/** Ends with one line end, as git's own messages do. Throws OPTION_INVALID for an empty message. */
export function parseMessage(message: string | undefined): string | undefined {
  if (message === undefined) return undefined;
  const text = message.trim();
  if (text !== '' && !text.includes('\0')) return `${text}\n`;
  throw new StillpackError('OPTION_INVALID', 'The commit message is empty.', {
    hint: 'Leave --message out for one that says what is published.',
  });
}

/** Throws OPTION_INVALID. */
export function refuseNoFiles(files: readonly string[]): void {
  if (files.length > 0) return;
  throw new StillpackError('OPTION_INVALID', 'No file is named.', {
    hint: 'Name .tgz files made by `npm pack`, or folders that hold a package.json.',
  });
}
