/** Whoever publishes by a workflow that a package trusts. Nobody has an account of that name. */
export const publisherLogin = 'trusted-publisher';
