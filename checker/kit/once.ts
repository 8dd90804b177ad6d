interface Cache<K, T> {
  get(key: K): Promise<T> | undefined;
  set(key: K, value: Promise<T>): unknown;
}

/** What `make` gives, made once for each key. It may fail before anybody waits for it: that shows where it is waited for. */
export function once<K, T>(cache: Cache<K, T>, key: K, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  made.catch(() => undefined);
  cache.set(key, made);
  return made;
}
