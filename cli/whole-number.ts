import { StillpackError } from '../src/errors.ts';

/** The number that the user wrote in digits; a refusal quotes it as written. Throws OPTION_INVALID. */
export function wholeNumberOf(option: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new StillpackError(
    'OPTION_INVALID',
    `${option} ${JSON.stringify(text)} is not a number in digits.`,
    { hint: `Write it like ${option} 8.` },
  );
}
