// What goes into the rendering of a README, and what comes out: plain data, which can go from thread to thread.

/** A changelog is rendered as a README is, but less of it. */
export type DocumentKind = 'readme' | 'changelog';

export interface ReadmeInput {
  /** As `inspect` decoded it. */
  readonly text: string;
  /** Of the file at the package's root: `README.md`. Its extension says what the text is. */
  readonly fileName: string;
  /**
   * What becomes of pictures that lie elsewhere. `ask`: a link that a script can turn into the picture; `load`: the
   * picture; `never`: a plain link.
   */
  readonly images: 'ask' | 'load' | 'never';
  /** As package.json has it once it is an object; what is no known forge's is as good as none. */
  readonly repository?: RepositoryField | undefined;
  /** The text is not all that the file holds. */
  readonly isCut?: boolean | undefined;
}

export interface RepositoryField {
  readonly url: string;
  readonly directory?: string | undefined;
}

/** `plain`: without highlighted code. `text`: the text as it is, since it could not be rendered or is no Markdown. */
export type ReadmeForm = 'highlighted' | 'plain' | 'text';

export interface RenderedReadme {
  /** Safe to put into a block of any page; empty where there is nothing to see. */
  readonly html: string;
  readonly form: ReadmeForm;
  /** There is more in the file, as a note at the end says. */
  readonly isCut: boolean;
}
