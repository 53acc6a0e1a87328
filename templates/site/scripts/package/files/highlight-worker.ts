// The thread that highlights: a grammar may take long over a text, and may be ended then.
import hljs from 'highlight.js/lib/core';
import { loadsOf } from './languages.ts';
import { type ScopeNode, type Token, tokenLines } from './tokens.ts';

export interface HighlightRequest {
  readonly text: string;
  readonly language: string;
}

/** `undefined` where highlight.js gave up. */
export type HighlightAnswer = readonly (readonly Token[])[] | undefined;

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  void highlight(data).then((answer) => postMessage(answer));
});

async function highlight({ text, language }: HighlightRequest): Promise<HighlightAnswer> {
  await Promise.all(
    [...loadsOf(language)].map(async ([name, load]) => {
      hljs.registerLanguage(name, (await load()).default);
    }),
  );
  const { _emitter: emitter, errorRaised } = hljs.highlight(text, {
    language,
    ignoreIllegals: true,
  });
  if (errorRaised !== undefined) return undefined;
  // Its types do not say so, but all that its own renderer does is to walk this tree.
  const { rootNode } = emitter as unknown as { readonly rootNode: ScopeNode };
  return tokenLines(rootNode);
}
