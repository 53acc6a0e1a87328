// Who may log in to a gateway, and with which tokens: one file outside git, for one or several processes.
import { type AccountTokens, createAccountTokens } from './account-tokens.ts';
import { type AccountUsers, createAccountUsers } from './account-users.ts';
import { type AccountsFileOptions, openAccountsFile } from './accounts-file.ts';
import { defaultCost, type ScryptCost } from './password-hash.ts';
import { createPasswords } from './passwords.ts';

export interface AccountsOptions extends AccountsFileOptions {
  readonly now: () => Date;
  /** Of passwords that are set from now on. @default N=2^15, r=8, p=3 */
  readonly cost?: ScryptCost | undefined;
}

/** Every method sees what other processes have written; one that writes resolves when the change is durable. */
export interface Accounts extends AccountUsers, AccountTokens {}

/**
 * Opens the accounts file. Throws ACCOUNTS_MISSING without `create`, ACCOUNTS_DAMAGED for what is no accounts file,
 * ACCOUNTS_UNUSABLE where the system refuses it; so do its methods, and ACCOUNTS_BUSY those that write.
 */
export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { now, cost = defaultCost } = options;
  const file = await openAccountsFile(options);
  const passwords = createPasswords({ cost, now });
  return { ...createAccountUsers({ file, passwords, now }), ...createAccountTokens(file, now) };
}
