// What stillpack.json says of reviews.
import type { CheckId } from './check-id.ts';
import type { Level } from './level.ts';

export interface ReviewPolicy {
  /** Checks that weigh otherwise than usual. @default {} */
  readonly levels: Readonly<Partial<Record<CheckId, Level | 'off'>>>;
  /** With `@`: where new packages may be. `undefined` allows every name. */
  readonly scopes: readonly string[] | undefined;
  /** Asks the registry that npm is configured with for unscoped names. @default false */
  readonly upstream: boolean;
  readonly automerge: AutomergePolicy;
}

export interface AutomergePolicy {
  /** @default false */
  readonly enabled: boolean;
  /** Hours that a new name waits. @default 72 */
  readonly newNameHours: number;
  /** Minutes that a new version waits. @default 10 */
  readonly newVersionMinutes: number;
  /** Labels that hold a pull request back, whatever their case. @default ['hold'] */
  readonly blockingLabels: readonly string[];
}

/** What stillpack.json may leave out. */
export type ReviewPolicyFile = Partial<Omit<ReviewPolicy, 'automerge'>> & {
  readonly automerge?: Partial<AutomergePolicy>;
};

/** With every default. */
export function reviewPolicyOf(file: ReviewPolicyFile = {}): ReviewPolicy {
  const { levels = {}, scopes, upstream = false, automerge = {} } = file;
  return Object.freeze({
    ...{ levels, scopes, upstream },
    automerge: Object.freeze({
      enabled: automerge.enabled ?? false,
      newNameHours: automerge.newNameHours ?? 72,
      newVersionMinutes: automerge.newVersionMinutes ?? 10,
      blockingLabels: automerge.blockingLabels ?? ['hold'],
    }),
  });
}
