/** How far a long piece of work is; `total` is 0 while it is not known. */
export interface Progress {
  readonly stage: 'history' | 'packages' | 'fetch' | 'review' | 'verify' | 'wait';
  readonly done: number;
  readonly total: number;
}

export type OnProgress = (progress: Progress) => void;
