// Foreign text on its way to a terminal or the log of a CI runner.
import { styleText } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Io, processIo } from '../../cli/io.ts';
import { paint, printBug, printJson, printLine, printUsageError } from '../../cli/report.ts';
import { StillpackError } from '../../src/errors.ts';
import { problem } from '../../src/problems.ts';
import { createRepository } from '../support/git-repository.ts';
import { stillpack } from '../support/program.ts';

const foreign = [
  ['a terminal escape', '\u001b]0;x\u0007\u001b[31m'],
  ['an escape of C1', '\u009b31m\u0080'],
  ['bidi controls', '\u202e\u2066\u200f\u061c'],
  ['line and paragraph separators', '\u2028\u2029\u0085'],
  ['a command on a line of its own', 'a\n::error::b\r\n::error::c'],
  ['a command of GitHub Actions', '::error::x'],
  ['the same after blanks', ' \t::error::x'],
  ['a command of the older kind', 'x ##[error]y'],
  ['a command of Azure Pipelines', 'x ##vso[task.setvariable]y'],
] as const;

/** What a terminal or a runner would act on, in text whose lines are meant to be lines. */
const obeyed = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]|^\s*::|##\w*\[/mu;

const real = processIo();

function printed(print: (io: Io) => void, color = false): string {
  let text = '';
  const write = (more: string): void => void (text += more);
  print({ ...real, color, stdout: write, stderr: write });
  return text;
}

describe.each(foreign)('%s', (_, text) => {
  test('is shown, not obeyed, wherever it stands in a line', () => {
    for (const parts of [[text], [paint('red', text)], ['', text], [`  ${text}`, text]]) {
      const line = printed((io) => printLine(io, ...parts));
      expect(line).not.toMatch(obeyed);
      expect(line.split('\n')).toHaveLength(2);
    }
  });

  test('stays where it is in colour', () => {
    const line = printed((io) => printLine(io, paint('red', text), text), true);
    const [before, after] = styleText('red', '|').split('|');
    expect(line.replace(before ?? '', '').replace(after ?? '', '')).not.toMatch(obeyed);
  });

  test('is not obeyed in a refusal, a problem, a usage error or a bug', () => {
    const refusal = new StillpackError('URL_INVALID', text, { hint: text, path: text });
    for (const part of [refusal.message, refusal.hint, refusal.path]) {
      expect(part).not.toMatch(obeyed);
      expect(part).not.toContain('\n');
    }
    const { path, message } = problem('NAME_INVALID', text, text);
    expect([path, message].join(' ')).not.toMatch(obeyed);
    expect(printed((io) => printUsageError(io, text))).not.toMatch(obeyed);
    expect(printed((io) => printBug(io, new Error(text)))).not.toMatch(obeyed);
  });

  test('is the same text in JSON, escaped', () => {
    const json = printed((io) => printJson(io, { text: `\u{e0001}${text}` }));
    expect(json).not.toMatch(obeyed);
    expect(JSON.parse(json)).toEqual({ text: `\u{e0001}${text}` });
  });
});

test('a hostile URL in stillpack.json is refused in plain text', async () => {
  const repository = await createRepository();
  const url = '\u001b]0;x\u0007\u202e\n::error::x ##[error]';
  await repository.write('stillpack.json', JSON.stringify({ url }));
  await repository.commit('Begin');
  for (const flags of [[], ['--json']]) {
    const out = '##[error]\u009b';
    const args = ['build', '--repo', repository.dir, '--out', out, ...flags];
    const { code, stdout, stderr } = await stillpack(args, { cwd: repository.dir });
    expect(code).toBe(2);
    expect(stderr).toContain('URL_INVALID');
    expect(stdout + stderr).not.toMatch(obeyed);
  }
});

test('a folder that is echoed is echoed in plain text', async () => {
  for (const args of [['--repo', '/##[error]\u001b[31m\u009b'], ['--\n::error::x']]) {
    const { code, stderr } = await stillpack(['build', ...args]);
    expect(code).not.toBe(0);
    expect(stderr).not.toMatch(obeyed);
  }
});
