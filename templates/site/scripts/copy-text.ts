import { announce } from './announce.ts';

/** To the clipboard; the reader is told. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce('Copied');
  } catch {
    announce('This browser did not allow copying.');
  }
}
