/** Pictures of a README that lie in the tarball, and that are not there yet. */
export function ownPictures(main: HTMLElement): readonly HTMLImageElement[] {
  return [...main.querySelectorAll<HTMLImageElement>('img[data-file]:not([src])')];
}
