// The public API: what `cli/` uses is what others may use.
export { add, type AddOptions, type AddReport } from './add/add.ts';
export { build } from './build.ts';
export { type BuildReport, type ReportedProblem, reportProblems } from './build-report.ts';
export { type ErrorCode, type ExitCode, StillpackError } from './errors.ts';
export { hostPresets } from './host/host-preset-of.ts';
export { init, type InitOptions, type InitReport } from './init/init.ts';
export type { BuildOptions, EngineChoice, Environment } from './options.ts';
export type { Problem, ProblemCode, Severity } from './problems.ts';
export { programVersion } from './program.ts';
export type { OnProgress, Progress } from './progress.ts';
export { fetchBytes, type FetchOptions, type FetchReport } from './source/fetch/fetch-bytes.ts';
export { type RegistryServer, serve, type ServeOptions } from './serve/serve.ts';
export { makeTemporaryFolder } from './temporary-folder.ts';
export { verify, type VerifyOptions, type VerifyReport } from './verify/verify.ts';
