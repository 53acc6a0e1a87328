import { askWorker } from '../ask-worker.ts';
import type { HighlightAnswer } from './highlight-worker.ts';
import { languageOf } from './languages.ts';

/** In UTF-16 code units: about as many bytes. */
const largest = 512 * 1024;
const milliseconds = 5000;

/** The tokens of each line; `undefined` for a text that stays plain: too large, in no known language, or too slow. */
export async function highlight(path: string, text: string): Promise<HighlightAnswer> {
  const language = languageOf(path);
  if (language === undefined || text.length > largest) return undefined;
  return await askWorker<NonNullable<HighlightAnswer>>(
    () => new Worker(new URL('./highlight-worker.ts', import.meta.url), { type: 'module' }),
    { text, language },
    milliseconds,
  );
}
