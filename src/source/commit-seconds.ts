/** 9999-12-31T23:59:59Z: a commit may claim any number, and a Date cannot hold every one. */
const lastSecond = 253_402_300_799;

/** Seconds since the epoch from a commit's digits; 0 when there are none, never beyond the year 9999. */
export function commitSeconds(digits: string): number {
  return Math.min(Number(digits), lastSecond);
}
