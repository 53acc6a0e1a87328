// Times as the registry's documents write them.

/** ISO 8601, UTC, whole seconds: `2024-05-01T09:30:00.000Z`. */
export function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}.000Z`;
}

/** The same for a time written in UTC, with or without a fraction; `undefined` for any other text or a day that no calendar has. */
export function timeIn(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) return undefined;
  const date = new Date(`${text.slice(0, 19)}Z`);
  if (Number.isNaN(date.getTime())) return undefined;
  const time = timeOf(date);
  return time.startsWith(text.slice(0, 19)) ? time : undefined;
}
