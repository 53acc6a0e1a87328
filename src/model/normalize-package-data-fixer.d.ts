// The package brings no types of its steps.
declare module 'normalize-package-data/lib/fixer.js' {
  /** Each changes `data` in place, and what lies in it; throws on values that it does not expect. */
  interface Fixer {
    fixDescriptionField(data: object): void;
    fixRepositoryField(data: object): void;
    fixBugsField(data: object): void;
    fixHomepageField(data: object): void;
    fixKeywordsField(data: object): void;
    fixFilesField(data: object): void;
    fixPeople(data: object): void;
  }
  const fixer: Fixer;
  export = fixer;
}
