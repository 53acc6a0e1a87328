/** What a person sees where nothing is; clients only look at the status. */
export const notFoundPage: string = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Not found</title>
<h1>Not found</h1>
<p>This npm registry has no such package, version or page.</p>
<p>It may be too new: what was published a moment ago can take a minute to appear.</p>
</html>
`;
