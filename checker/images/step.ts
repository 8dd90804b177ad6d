export type Say = (line: string) => void;

/** A step that takes a while says that it began, that it still works, and how long it took. */
export async function step<T>(say: Say, title: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - start) / 1000)} s`;
  say(`  ${title} ...`);
  const beat = setInterval(() => {
    try {
      say(`  ${title} ... ${seconds()}`);
    } catch {
      // Interrupted: the step says so itself when it ends.
      clearInterval(beat);
    }
  }, 15_000);
  try {
    const result = await work();
    say(`  ${title}: done in ${seconds()}`);
    return result;
  } finally {
    clearInterval(beat);
  }
}
