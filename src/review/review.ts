// replaced on merge
import type { EngineChoice, Environment } from '../options.ts';
import type { OnProgress } from '../progress.ts';
import { openEngine } from '../source/open-engine.ts';
import { finding, type Finding } from './finding.ts';
import { type ReviewReport, verdictOf } from './review-report.ts';

export interface ReviewOptions {
  readonly repo: string;
  readonly base: string;
  readonly head: string;
  readonly author?: string | undefined;
  readonly engine?: EngineChoice | undefined;
  readonly cacheDir: string;
  readonly env: Environment;
  readonly onProgress?: OnProgress | undefined;
}

export async function review(options: ReviewOptions): Promise<ReviewReport> {
  const engine = await openEngine({ ...options, engine: options.engine ?? 'auto' });
  try {
    const [base, head] = [
      await engine.resolveCommit(options.base),
      await engine.resolveCommit(options.head),
    ];
    const findings: Finding[] = [];
    const packages = [];
    const had = new Set<string>();
    for await (const { path } of engine.listFiles(base)) had.add(path);
    for await (const { path } of engine.listFiles(head)) {
      const [, name, version] = /^packages\/(.*)\/[^/]*-(\d.*)\.tgz$/.exec(path) ?? [];
      if (name !== undefined && version !== undefined && !had.has(path)) {
        const message = `${name} is the first of its name.`;
        if (![...had].some((each) => each.startsWith(`packages/${name}/`))) {
          findings.push(finding('name-new', { path, message }));
        }
        const difference = {
          from: undefined,
          to: version,
          files: [],
          fields: [],
          dependencies: [],
          sizes: {
            packed: { before: undefined, after: 1 },
            unpacked: { before: undefined, after: 1 },
            files: { before: undefined, after: 1 },
            installed: undefined,
          },
        };
        packages.push({
          name,
          isNew: false,
          added: [{ version, path, integrity: 'sha512-x', difference }],
          removed: [],
          meta: [],
        });
      } else if (path.startsWith('packages/') && !had.has(path)) {
        findings.push(finding('files-unexpected', { path, message: `${path} is no package.` }));
      }
    }
    return { base, head, verdict: verdictOf(findings), findings, packages, others: [] };
  } finally {
    await engine.close();
  }
}
