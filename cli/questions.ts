// What `init` asks when a person is there to answer and an option is missing.
import type { Io } from './io.ts';

interface Answers {
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly scope: string | undefined;
}

/** Asks for the options that are not given, where somebody can answer; an empty answer leaves the default. */
export async function askMissing({ url, host, scope }: Answers, io: Io): Promise<Answers> {
  const ask = async (question: string): Promise<string | undefined> => {
    const answer = await io.ask?.(question);
    return answer === '' ? undefined : answer;
  };
  return {
    url: url ?? (await ask('Public URL, as clients will write it: ')),
    host: host ?? (await ask('Host preset (static, github-pages, nginx, …) [static]: ')),
    scope: scope ?? (await ask('Scope of your packages, such as @acme [none]: ')),
  };
}
