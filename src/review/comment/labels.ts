import { memberOf } from '../../forge/github-requests.ts';
import type { RepositoryRequests } from '../../forge/repository-requests.ts';

/** Whether a pull request is to have a label. */
export interface WantedLabel {
  readonly name: string;
  readonly isWanted: boolean;
  /** Six hex digits, for a label that is yet to be made. */
  readonly color: string;
  readonly description: string;
}

/** Sets and removes labels, and makes those that the repository has not. Rejects with FORGE_REFUSED, FORGE_UNREACHABLE. */
export async function writeLabels(
  requests: RepositoryRequests,
  { number, labels }: { readonly number: number; readonly labels: readonly WantedLabel[] },
): Promise<void> {
  const listed = await requests.list({
    route: 'GET /issues/{number}/labels',
    parameters: { number },
    purpose: `list the labels of pull request ${number}`,
  });
  // GitHub does not tell labels apart by case.
  const held = new Set(listed.map((label) => String(memberOf(label, 'name')).toLowerCase()));
  for (const label of labels) {
    const isHeld = held.has(label.name.toLowerCase());
    if (label.isWanted && !isHeld) await setLabel(requests, { number, label });
    if (!label.isWanted && isHeld) await removeLabel(requests, { number, label });
  }
}

interface OneLabel {
  readonly number: number;
  readonly label: WantedLabel;
}

async function setLabel(requests: RepositoryRequests, { number, label }: OneLabel): Promise<void> {
  const { name, color, description } = label;
  const known = await requests.ask({
    route: 'GET /labels/{name}',
    parameters: { name },
    purpose: `look for the label ${name}`,
    mayBeMissing: true,
  });
  if (known === undefined) {
    await requests.ask({
      route: 'POST /labels',
      parameters: { name, color, description },
      purpose: `make the label ${name}`,
    });
  }
  await requests.ask({
    route: 'POST /issues/{number}/labels',
    parameters: { number, labels: [name] },
    purpose: `label pull request ${number}`,
  });
}

async function removeLabel(
  requests: RepositoryRequests,
  { number, label: { name } }: OneLabel,
): Promise<void> {
  await requests.ask({
    route: 'DELETE /issues/{number}/labels/{name}',
    parameters: { number, name },
    purpose: `remove a label from pull request ${number}`,
    // Somebody else may have removed it meanwhile.
    mayBeMissing: true,
  });
}
