/** The remote gives branches only, and no object by its id. Never reaches the user: all is fetched instead. */
export class CannotFetchById extends Error {
  override readonly name = 'CannotFetchById';
}
