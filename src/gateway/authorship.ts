import type { Principal } from '../accounts/principal.ts';
import { publisherLogin } from '../accounts/publisher-login.ts';
import type { ChangeAuthor } from '../change/change.ts';
import type { UserName } from '../model/user-name.ts';
import { readHeldUser } from '../verbs/read-people.ts';
import type { RepositoryAt } from '../verbs/read-repository.ts';

/** Whether it is no user, but a workflow that a package trusts. */
export function isWorkflow(principal: Principal): boolean {
  return principal.kind === 'user' && principal.token?.kind === 'oidc';
}

/** What the token of a workflow is called: the name of its repository, as far as there is room. */
export function tokenNameOf(repository: string): string {
  return repository.slice(0, 100);
}

/** The same, of a workflow that makes a request. */
export function workflowRepositoryOf(principal: Principal): string | undefined {
  return principal.kind === 'user' ? principal.token?.name : undefined;
}

/** The author of what a caller publishes: a workflow is named after its repository. */
export async function authorOfPublisher(
  repository: RepositoryAt,
  { principal, user }: { readonly principal: Principal; readonly user: UserName },
): Promise<ChangeAuthor> {
  if (!isWorkflow(principal)) return authorOf(repository, user);
  const name = workflowRepositoryOf(principal) ?? publisherLogin;
  return { name, email: `${publisherLogin}@users.invalid` };
}

/** The author of a user's commits: by the address in users/ a build knows them for the user's. */
export async function authorOf(repository: RepositoryAt, login: UserName): Promise<ChangeAuthor> {
  const { user } = await readHeldUser(repository, login);
  return user?.email === undefined ? withoutAddress(login) : { name: login, email: user.email };
}

/** `.invalid` is nobody's domain (RFC 2606). */
export function withoutAddress(login: UserName): ChangeAuthor {
  return { name: login, email: `${login}@users.invalid` };
}
