// What forges document about sizes, held against a change.
import { problem, type Problem } from '../problems.ts';

/**
 * GitHub blocks a push with a larger file ("About large files on GitHub"), and GitLab.com does so on its free tier.
 * Bytes.
 */
export const maxFileBytes: number = 100 * 2 ** 20;

/** GitHub's advice for a repository: "ideally less than 1 GB, and less than 5 GB is strongly recommended". Bytes. */
const advised = [5e9, 1e9] as const;

/** Forges that hold to `maxFileBytes`. */
const limitedForges = /^(?:\w+:\/\/)?(?:[^@/]*@)?(?:[\w-]+\.)*(github|gitlab)\.com[:/]/i;

/**
 * Whether the forge's limit applies: one of the remotes is such a forge, or there is no remote yet and the
 * repository may still go there.
 */
export function isForgeLimited(remoteUrls: readonly string[]): boolean {
  return remoteUrls.length === 0 || remoteUrls.some((url) => limitedForges.test(url));
}

/** FILE_TOO_LARGE for a file that the forge would refuse. Files that go to Git LFS are not asked about. */
export function checkFileSize(path: string, bytes: number): readonly Problem[] {
  if (bytes <= maxFileBytes) return [];
  const size = Math.round(bytes / 2 ** 20);
  const limit = maxFileBytes / 2 ** 20;
  return [
    problem(
      'FILE_TOO_LARGE',
      path,
      `${path} has ${size} MiB; GitHub refuses files over ${limit} MiB.`,
    ),
  ];
}

/** REPOSITORY_LARGE once the change takes the repository past 1 GB, and past 5 GB. */
export function checkRepositorySize(path: string, bytes: number): readonly Problem[] {
  const passed = advised.find((limit) => bytes > limit);
  if (passed === undefined) return [];
  const size = (bytes / 1e9).toFixed(1);
  const message = `The repository has ${size} GB: forges advise to stay below ${passed / 1e9} GB.`;
  return [problem('REPOSITORY_LARGE', path, message)];
}
