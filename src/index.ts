// The public API: what `cli/` uses is what others may use.
export { type Accounts, type AccountsOptions, openAccounts } from './accounts/accounts.ts';
export type { Account, NewUser } from './accounts/account-users.ts';
export type { CreatedToken, NewToken, TokenInfo } from './accounts/account-tokens.ts';
export { add, type AddOptions, type AddReport } from './add/add.ts';
export { count, formatBytes } from './amounts.ts';
export { build } from './build.ts';
export { type BuildReport, type ReportedProblem, reportProblems } from './build-report.ts';
export { type ErrorCode, type ExitCode, StillpackError } from './errors.ts';
export { parsePullRequestEvent, type PullRequestEvent } from './forge/github-events.ts';
export type { Forge, PullRequest } from './forge/forge.ts';
export { forgeOf } from './forge/forge-of.ts';
export { isRemoteUrl } from './forge/remote-url.ts';
export { checkNamesPlace, type ClientAddressOf, createClientAddress } from './gateway/gateway.ts';
export { type Gateway, type GatewayApp, type GatewayOptions } from './gateway/gateway.ts';
export { type ListenAddress, listenRefusal } from './gateway/gateway.ts';
export { openGateway, parseIssuer, parseListen, parseTrustProxy } from './gateway/gateway.ts';
export { startingResponse, urlOf } from './gateway/gateway.ts';
export { hostPresets } from './host/host-preset-of.ts';
export { init, type InitOptions, type InitReport } from './init/init.ts';
export type { BuildOptions, EngineChoice, Environment } from './options.ts';
export type { Problem, ProblemCode, Severity } from './problems.ts';
export { programVersion } from './program.ts';
export type { OnProgress, Progress } from './progress.ts';
export { fetchBytes, type FetchOptions, type FetchReport } from './source/fetch/fetch-bytes.ts';
export { tokenVariables } from './source/git/token-environment.ts';
export { fetchCommit, type FetchCommitOptions } from './source/fetch/fetch-commit.ts';
export { diff, type DiffOptions, type DiffReport } from './review/diff.ts';
export { gitDiffOf } from './review/difference/git-diff.ts';
export { type RegistryServer, serve, type ServeOptions } from './serve/serve.ts';
export {
  type PostedReview,
  postReview,
  type PostReviewOptions,
} from './review/comment/post-review.ts';
export type { Finding } from './review/finding.ts';
export { githubCommands } from './review/report/github.ts';
export { markdownOf } from './review/report/markdown.ts';
export { review, type ReviewOptions } from './review/review.ts';
export { renderReviewFile, reviewFileName } from './review/review-file.ts';
export type { ReviewReport, Verdict } from './review/review-report.ts';
export { makeTemporaryFolder } from './temporary-folder.ts';
export { verify, type VerifyOptions, type VerifyReport } from './verify/verify.ts';
export { grantAccess, revokeAccess, setAccess } from './verbs/access.ts';
export { listCollaborators, listPackages, readAccess } from './verbs/access.ts';
export type { ChangeOptions, ChangeReport } from './verbs/change-repository.ts';
export { deprecate, undeprecate } from './verbs/deprecate.ts';
export { listMembers, removeMember, setMember } from './verbs/orgs.ts';
export { addOwner, listOwners, type OwnersReport, removeOwner } from './verbs/owners.ts';
export type { ReadOptions } from './verbs/read-repository.ts';
export { addTag, listTags, removeTag } from './verbs/tags.ts';
export { addTeamMember, createTeam, destroyTeam } from './verbs/teams.ts';
export { listTeams, removeTeamMember } from './verbs/teams.ts';
export { addTrust, listTrust, removeTrust, type TrustOptions } from './verbs/trust.ts';
export { purge, type PurgeOptions, type PurgeReport } from './purge/purge.ts';
export { readAuthor } from './upload/read-author.ts';
export { upload, type UploadOptions, type UploadReport } from './upload/upload.ts';
export { unpublish, type UnpublishOptions } from './verbs/unpublish.ts';
