// Progress as a log gets it.
import { expect, test } from 'vitest';
import { type Io, processIo } from '../../cli/io.ts';
import { createProgressDisplay } from '../../cli/progress.ts';

interface Clock {
  readonly io: Io;
  readonly lines: readonly string[];
  now: number;
}

function createClock(): Clock {
  const lines: string[] = [];
  const clock = {
    now: 0,
    lines,
    io: {
      ...processIo(),
      interactive: false,
      stderr: (text: string) => void lines.push(text),
      seconds: () => clock.now,
    },
  };
  return clock;
}

test('a second of work shows nothing, then a line comes every five seconds', () => {
  const clock = createClock();
  const { onProgress } = createProgressDisplay(clock.io);
  for (const now of [0, 0.9, 1.1, 5, 6.2]) {
    clock.now = now;
    onProgress({ stage: 'packages', done: 1, total: 2 });
  }
  expect(clock.lines).toEqual(Array(2).fill('building packages: 1 of 2\n'));
});

test('work that begins late has its own quiet second and its own time', () => {
  const clock = createClock();
  clock.now = 100;
  const { onProgress, seconds } = createProgressDisplay(clock.io);
  clock.now = 100.5;
  onProgress({ stage: 'history', done: 0, total: 0 });
  expect(clock.lines).toEqual([]);
  expect(seconds()).toBe(0.5);
});
