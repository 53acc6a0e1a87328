// How each host takes a built folder: the same command lines, whichever forge runs them.

export interface Deploy {
  /** Packages whose programs deploy, by exact version: the lock file pins what they are made of. */
  readonly tools: Readonly<Record<string, string>>;
  /** Kept by the forge for the deployment alone. */
  readonly secrets: readonly string[];
  /** Settings of the forge that anybody may read. */
  readonly variables: readonly string[];
  /** Some that may be left out. */
  readonly optional: readonly string[];
  /** The script knows the published branch as `$BRANCH`. */
  readonly knowsBranch: boolean;
  /** Shell, where `public/` is the built folder. `undefined` where the forge itself is the host. */
  readonly script: readonly string[] | undefined;
  /** Programs of the operating system that the script needs. */
  readonly programs: readonly string[];
}

const nothing: Deploy = {
  tools: {},
  secrets: [],
  variables: [],
  optional: [],
  knowsBranch: false,
  script: undefined,
  programs: [],
};

/** Any server that is reached by ssh. */
const rsync: Deploy = {
  ...nothing,
  secrets: ['DEPLOY_SSH_KEY'],
  variables: ['DEPLOY_KNOWN_HOSTS', 'DEPLOY_TARGET'],
  programs: ['rsync', 'openssh-client'],
  script: [
    'folder=$(mktemp -d)',
    `trap 'rm -rf "$folder"' EXIT`,
    `(umask 077 && printf '%s\\n' "$DEPLOY_SSH_KEY" > "$folder/key")`,
    `printf '%s\\n' "$DEPLOY_KNOWN_HOSTS" > "$folder/known_hosts"`,
    'RSYNC_RSH="ssh -i $folder/key -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"',
    'RSYNC_RSH="$RSYNC_RSH -o UserKnownHostsFile=$folder/known_hosts -o GlobalKnownHostsFile=/dev/null"',
    'export RSYNC_RSH',
    '# Tarballs come before what points at them, and nothing goes before all is there.',
    `rsync -rt --include='*/' --include='*.tgz' --exclude='*' -- public/ "$DEPLOY_TARGET"`,
    'rsync -rt --delay-updates --delete-delay -- public/ "$DEPLOY_TARGET"',
  ],
};

const hosts: Readonly<Record<string, Deploy>> = {
  apache: rsync,
  azure: {
    ...nothing,
    tools: { '@azure/static-web-apps-cli': '2.0.10' },
    secrets: ['SWA_CLI_DEPLOYMENT_TOKEN'],
    script: ['npm exec --no -- swa deploy public --env production --no-use-keychain'],
  },
  caddy: rsync,
  'cloudflare-pages': {
    ...nothing,
    tools: { wrangler: '4.164.0' },
    secrets: ['CLOUDFLARE_API_TOKEN'],
    variables: ['CLOUDFLARE_ACCOUNT_ID', 'CLOUDFLARE_PAGES_PROJECT'],
    knowsBranch: true,
    script: [
      'npm exec --no -- wrangler pages deploy public \\',
      '  --project-name "$CLOUDFLARE_PAGES_PROJECT" --branch "$BRANCH"',
    ],
  },
  firebase: {
    ...nothing,
    tools: { 'firebase-tools': '15.34.2' },
    secrets: ['FIREBASE_SERVICE_ACCOUNT'],
    variables: ['FIREBASE_PROJECT_ID'],
    script: [
      'folder=$(mktemp -d)',
      `trap 'rm -rf "$folder"' EXIT`,
      `(umask 077 && printf '%s' "$FIREBASE_SERVICE_ACCOUNT" > "$folder/account.json")`,
      'export GOOGLE_APPLICATION_CREDENTIALS="$folder/account.json"',
      'npm exec --no -- firebase deploy --only hosting --non-interactive \\',
      '  --config public/firebase.json --project "$FIREBASE_PROJECT_ID"',
    ],
  },
  'github-pages': nothing,
  'gitlab-pages': nothing,
  netlify: {
    ...nothing,
    tools: { 'netlify-cli': '27.10.2' },
    secrets: ['NETLIFY_AUTH_TOKEN'],
    variables: ['NETLIFY_SITE_ID'],
    script: ['npm exec --no -- netlify deploy --prod --no-build --dir public'],
  },
  nginx: rsync,
  s3: {
    ...nothing,
    variables: ['S3_BUCKET'],
    optional: ['S3_PREFIX', 'S3_DELETE'],
    programs: ['awscli'],
    script: ['BUCKET="$S3_BUCKET" PREFIX="$S3_PREFIX" DELETE="$S3_DELETE" sh public/upload.sh'],
  },
  static: rsync,
  vercel: {
    ...nothing,
    tools: { vercel: '64.0.2' },
    secrets: ['VERCEL_TOKEN'],
    variables: ['VERCEL_ORG_ID', 'VERCEL_PROJECT_ID'],
    script: ['npm exec --no -- vercel deploy public --prod --yes'],
  },
};

/** Of a host preset. */
export function deployOf(host: string): Deploy {
  const deploy = hosts[host];
  // Presets and this table are of one program, and the tests compare them.
  if (deploy === undefined) throw new TypeError(`Nobody said how to deploy to ${host}`);
  return deploy;
}
