/** Where keys stand that open nothing: tests, examples and documents. */
const examples = [
  /(?:^|\/)_*(?:tests?|specs?|fixtures?|mocks?|examples?|samples?|demos?|docs?)_*\//i,
  /\.(?:md|markdown|mdx|rst|d\.[cm]?ts)$|[.-](?:test|spec)\.[cm]?[jt]sx?$/i,
];

/** Whether a file shows or tests something, by its name. */
export function isExamplePath(path: string): boolean {
  return examples.some((pattern) => pattern.test(path));
}
