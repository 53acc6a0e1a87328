import { immutableCache, shortCache } from './cache-control.ts';
import type { HostSite } from './host-site.ts';
import { s3Site } from './s3-site.ts';

const notFoundPage = `aws s3 cp pages "$target" --recursive --only-show-errors --cache-control '${shortCache}' "$@"
`;

/**
 * A POSIX shell script for the stock `aws` command, versions 1 and 2. Documents are copied every time: `aws s3
 * sync` compares size and time only, and a moved dist-tag changes neither the size of a packument nor, as far as
 * S3 sees, its time. In its filters `*` matches `/` too.
 */
export function uploadScript(site: HostSite | undefined): string {
  const pages = site && s3Site(site);
  return `#!/bin/sh
# Uploads this folder to a bucket with the \`aws\` command, in an order that is safe while clients install.
#   BUCKET=name [PREFIX=path/] [DELETE=1] sh upload.sh [arguments for aws, such as --endpoint-url URL]
# DELETE=1 then removes the keys of a registry's shape that this folder does not have. Once, for a new bucket:
#   aws s3api put-bucket-website --bucket name --website-configuration file://bucket-website.json
#   aws s3api put-bucket-policy --bucket name --policy "$(sed s/BUCKET/name/ bucket-policy.json)"
# Written by stillpack build: changes made here are lost.
set -eu
: "\${BUCKET:?Say which bucket: BUCKET=name sh upload.sh}"
target="s3://$BUCKET/\${PREFIX-}"
cd "$(dirname "$0")"
mkdir -p tarballs versions packuments registry pages

tarballs() {
  aws s3 sync tarballs "$target" --size-only --only-show-errors \\
    --content-type application/octet-stream --cache-control '${immutableCache}' "$@"
}
documents() {
  verb=$1 tree=$2
  shift 2
  aws s3 "$verb" "$tree" "$target" --only-show-errors \\
    --content-type application/json --cache-control '${shortCache}' "$@"
}

tarballs "$@"
documents cp versions --recursive "$@"
documents cp packuments --recursive "$@"
documents cp registry --recursive "$@"
${pages?.upload ?? notFoundPage}
if [ "\${DELETE-}" = 1 ]; then
  documents sync registry --size-only --delete --exclude '*' --include '[-]/*'${pages?.notBelowHyphen ?? ''} "$@"
  documents sync packuments --size-only --delete --exclude '*/*' --include '@*/*' --exclude '@*/*/*' \\
    --exclude 404.html --exclude index.html${pages?.notAtRoot ?? ''} "$@"
  documents sync versions --size-only --delete --exclude '*' --include '*/*' --exclude '@*/*' \\
    --include '@*/*/*' --exclude '*/-/*' --exclude '[-]/*'${pages?.notInFolders ?? ''} "$@"
  tarballs --delete --exclude '*' --include '*/-/*.tgz' "$@"${pages?.remove ?? ''}
fi
`;
}
