/** All of a list, or with WORKSHOP_EVERY=20 each twentieth, the first among them: a fixed sample. */
export function sample<T>(all: readonly T[]): readonly T[] {
  const every = Number(process.env.WORKSHOP_EVERY ?? 1);
  return all.filter((_, index) => index % every === 0);
}
