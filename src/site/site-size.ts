// How near a website is to the limits of its host.

export interface SiteSizeInput {
  readonly packages: number;
  /** All that the build writes: the host counts the registry's documents as well. */
  readonly total: SizeCount;
  /** Of those, what a registry without a package would have. */
  readonly fixed: SizeCount;
  /** The website's, of `total`. */
  readonly siteFiles: number;
  /** `undefined` where the host documents none. */
  readonly limits: { readonly files?: number | undefined; readonly siteBytes?: number | undefined };
}

export interface SizeCount {
  readonly files: number;
  readonly bytes: number;
}

export interface SiteSize {
  /** Files of the website that a package costs on average, rounded up; 0 where there is no package. */
  readonly filesPerPackage: number;
  /** How many packages like these the host takes; `undefined` where nothing limits them, or there is none to count by. */
  readonly packagesThatFit: number | undefined;
}

export function siteSizeOf({ packages, total, fixed, siteFiles, limits }: SiteSizeInput): SiteSize {
  if (packages === 0) return { filesPerPackage: 0, packagesThatFit: undefined };
  const fits = [
    fit(limits.files, total.files, fixed.files),
    fit(limits.siteBytes, total.bytes, fixed.bytes),
  ].filter((number) => number !== undefined);
  return {
    filesPerPackage: Math.ceil(siteFiles / packages),
    packagesThatFit: fits.length === 0 ? undefined : Math.min(...fits),
  };

  function fit(limit: number | undefined, all: number, constant: number): number | undefined {
    const each = (all - constant) / packages;
    if (limit === undefined || each <= 0) return undefined;
    return Math.max(0, Math.floor((limit - constant) / each));
  }
}
