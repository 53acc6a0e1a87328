import { describe, expect, it } from 'vitest';
import { directoryContributions } from '../../../../src/site/listings/contributions.ts';
import { directory } from '../../../support/model.ts';

describe('directoryContributions', () => {
  it('gives a page to all whom a page of an organisation links to, with a file in users/ or not', () => {
    const found = directoryContributions(
      directory({
        users: { mira: {} },
        orgs: {
          acme: {
            members: { mira: 'owner', Jo: 'developer' },
            teams: { core: { members: ['eve', 'mira'], packages: {} } },
          },
        },
      }),
    );
    expect([...found.keys()].sort()).toEqual(['scope/acme', 'user/eve', 'user/jo', 'user/mira']);
  });
});
