// How a person logs in: what is done on the gateway's page, or typed.
import { expect } from 'vitest';
import type { Conversation } from './client-project.ts';
import { password } from './gateway.ts';

/** Jo opens the page whose address the client printed; the client notices by itself. */
export const byPage: Conversation = [
  {
    asked: /http:\/\/\S+\/-\/v1\/login\/page\/[\w-]+/,
    async answer([page]) {
      expect(await (await fetch(page)).text()).toContain('<form');
      const form = new URLSearchParams({ login: 'jo', password });
      const response = await fetch(page, { method: 'POST', body: form });
      expect(await response.text()).toContain('Logged in');
      return undefined;
    },
  },
];

export const byTyping: Conversation = [
  { asked: /username/i, answer: () => 'jo' },
  { asked: /password/i, answer: () => password },
];
