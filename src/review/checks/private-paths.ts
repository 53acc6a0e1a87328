// Files that nobody means to publish, by their path, and what of secrets their text may hold.

const files: readonly RegExp[] = [
  /(?:^|\/)\.(?:npmrc|netrc|pypirc|dockercfg|git-credentials|pgpass|vault-token|htpasswd)$/,
  // Not what tells others how to write one: .env.example, .env.local.sample.
  /(?:^|\/)\.env(?:\.(?!(?:.*\.)?(?:example|sample|template|dist|defaults?)$)[^/]+)?$/,
  /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/,
  /\.(?:pem|key|p12|pfx|keystore|jks|ppk)$/i,
  /(?:^|\/)\.(?:aws\/credentials|docker\/config\.json|kube\/config)$/,
  /(?:^|\/)npm-debug\.log[^/]*$/,
];

export function isPrivatePath(path: string): boolean {
  return files.some((pattern) => pattern.test(path));
}

/** The folder that a version-control system keeps its history in, where the path lies in one. */
export function historyFolderOf(path: string): string | undefined {
  return /^(?:[^/]+\/)*?\.(?:git|svn|hg)(?=\/)/.exec(path)?.[0];
}

/** Certificates and public keys are made to be handed out; packages such as those of CA lists hold hundreds. */
export function isPublicPem(text: string): boolean {
  return /-----BEGIN (?:(?:TRUSTED |X509 )?CERTIFICATE|(?:RSA )?PUBLIC KEY)-----/.test(text);
}

/** npm replaces `${VAR}`, which is no secret. */
const token = /^[^#;\n]*_(?:authToken|auth|password)[^\S\n]*=[^\S\n]*(?!["']?\$\{)["']?[^\s"']/m;
/** Bounded, as the engine that matches throws where it would have to go back too far. */
const key = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,5}PRIVATE KEY(?: BLOCK)?-----/;

/** In words: what lets whoever has it act as the publisher. */
export function credentialIn(text: string): string | undefined {
  if (key.test(text)) return 'a private key';
  return token.test(text) ? 'a token of a registry' : undefined;
}
