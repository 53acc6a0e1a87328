/**
 * How much a finding weighs. `block`: may not be merged. `person`: somebody who may publish the package has to look.
 * `warning` and `info` stop nothing.
 */
export type Level = 'block' | 'person' | 'warning' | 'info';

/** Worst first. */
export const levels: readonly Level[] = ['block', 'person', 'warning', 'info'];
