// GitLab opens a merge request for a push that asks for it, and says where on its standard error.
import { StillpackError } from '../errors.ts';
import { type Forge, openedPullRequest, waitingBranch } from './forge.ts';

/** Needs no token but what pushes. It cannot be asked later: `findPullRequest` knows nothing. `project` is `acme/registry`. */
export function createGitlabForge(project: string): Forge {
  return {
    name: 'gitlab',
    pushOptions: ({ base, title, body }) => [
      'merge_request.create',
      `merge_request.target=${oneLine(base)}`,
      `merge_request.title=${oneLine(title)}`,
      `merge_request.description=${oneLine(body)}`,
    ],
    findPullRequest: () => Promise.resolve({ state: 'unknown' }),
    openPullRequest({ branch, pushOutput }) {
      const lines = parseRemoteLines(pushOutput);
      const url = mergeRequestIn(lines, project);
      if (url !== undefined) return Promise.resolve(openedPullRequest(url));
      const complaint = complaintIn(lines);
      if (complaint !== undefined) return Promise.reject(refused(branch, complaint));
      return Promise.resolve(waitingBranch(branch));
    },
  };
}

/** What the other side of a push said, line by line: git writes `remote: ` before each. */
export function parseRemoteLines(pushOutput: string): readonly string[] {
  return pushOutput
    .split(/[\r\n]+/)
    .filter((line) => line.startsWith('remote:'))
    .map((line) => line.slice('remote:'.length).trim());
}

/** `https://gitlab.com/acme/registry/-/merge_requests/7`, of this project; not the address of the form for a new one. */
function mergeRequestIn(lines: readonly string[], project: string): string | undefined {
  return lines.find((line) => {
    if (!/^https?:\/\/\S+$/.test(line) || !URL.canParse(line)) return false;
    const { pathname, username } = new URL(line);
    const [before, number] = pathname.split('/-/merge_requests/');
    const isOurs = before?.toLowerCase().endsWith(`/${project.toLowerCase()}`) === true;
    return isOurs && /^\d+$/.test(number ?? '') && username === '';
  });
}

/** What follows `WARNINGS:`, or what GitLab says of push options. */
function complaintIn(lines: readonly string[]): string | undefined {
  const at = lines.findIndex((line) => /^WARNINGS?:|push options?|^GitLab:/i.test(line));
  if (at === -1) return undefined;
  const said = lines.slice(at).filter((line) => line !== '' && !/^(?:=+|WARNINGS?:)$/.test(line));
  return said.join(' ');
}

function refused(branch: string, complaint: string): StillpackError {
  const message = `GitLab opened no merge request for ${branch}: ${complaint}`;
  return new StillpackError('FORGE_REFUSED', message.endsWith('.') ? message : `${message}.`, {
    hint: 'Look whether the target branch exists, and whether the one who pushes may open merge requests (Developer).',
  });
}

/** git takes no line end in an option; GitLab makes one of `\n`. */
function oneLine(text: string): string {
  return text
    .trim()
    .replace(/\r?\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
}
