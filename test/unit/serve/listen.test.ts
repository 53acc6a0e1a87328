import { expect, test } from 'vitest';
import { checkPort, listenRefusal } from '../../../src/serve/listen.ts';

test.each([0, 80, 65_535])('%d is a port', (port) => {
  expect(() => checkPort(port)).not.toThrow();
});

test.each([-1, 65_536, 4873.5, Number.NaN])('%d is OPTION_INVALID', (port) => {
  expect(() => checkPort(port)).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID', exitCode: 2 }),
  );
});

test.each(['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'])(
  'a port that the system does not give, %s, is a refusal with a way out',
  (code) => {
    const cause = Object.assign(new Error(`listen ${code}`), { code });
    const refusal = listenRefusal(80, cause);
    expect(refusal).toMatchObject({ code: 'PORT_IN_USE', cause });
    expect(refusal.message).toContain('80');
    expect(refusal.hint).toContain('--port 0');
  },
);
