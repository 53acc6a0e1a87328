// An accounts file in a folder of its own, with a clock that the test moves.
import { join } from 'node:path';
import { type Accounts, openAccounts } from '../../src/accounts/accounts.ts';
import { temporaryDirectory } from './temp-dir.ts';

/** So that a test does not wait for hashes. */
export const cheap = { N: 1024, r: 1, p: 1 } as const;

export const password = 'correct horse';

export interface AccountsDesk {
  readonly dir: string;
  readonly file: string;
  readonly accounts: Accounts;
  readonly now: () => Date;
  readonly pass: (seconds: number) => void;
  /** As another process would. */
  readonly openAgain: () => Promise<Accounts>;
}

/** With the user `jo`. */
export async function createAccountsDesk(): Promise<AccountsDesk> {
  const dir = await temporaryDirectory();
  const file = join(dir, 'accounts.json');
  let time = Date.UTC(2026, 0, 1);
  const now = (): Date => new Date(time);
  const accounts = await openAccounts({ file, now, create: true, cost: cheap });
  await accounts.addUser({ login: 'jo', password, email: 'jo@acme.example' });
  return {
    dir,
    file,
    accounts,
    now,
    pass: (seconds) => void (time += seconds * 1000),
    openAgain: () => openAccounts({ file, now, cost: cheap }),
  };
}
