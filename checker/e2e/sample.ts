/**
 * Every nth of a list, the first among them: a fixed sample. `usual` is n where WORKSHOP_EVERY does not say otherwise:
 * WORKSHOP_EVERY=1 is all of them, WORKSHOP_EVERY=20 each twentieth.
 */
export function sample<T>(all: readonly T[], usual = 1): readonly T[] {
  const every = Number(process.env.WORKSHOP_EVERY ?? usual);
  return all.filter((_, index) => index % every === 0);
}
