/**
 * What was read for a key, read once by those who ask at the same time. Absences and failures are forgotten: strangers
 * may ask for any name. Of more than `most`, the oldest go.
 */
export function keep<Key, Value>(
  kept: Map<Key, Promise<Value | undefined>>,
  key: Key,
  {
    read,
    most = 10_000,
  }: { readonly read: () => Promise<Value | undefined>; readonly most?: number },
): Promise<Value | undefined> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const reading = read();
  kept.set(key, reading);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  const forget = (): void => {
    if (kept.get(key) === reading) kept.delete(key);
  };
  void reading.then((value) => {
    if (value === undefined) forget();
  }, forget);
  return reading;
}
