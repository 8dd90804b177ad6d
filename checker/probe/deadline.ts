import { setMaxListeners } from "node:events";
import { NoAnswer } from "./no-answer.ts";
import { outOfBreath, PATIENCE } from "./until.ts";

/**
 * Does something with a signal that is aborted when its time is over (seconds, whatever goes on meanwhile) or when `signal`
 * is. Settles then in any case, also when `action` does not hear of it. The timer is held here: one that only a signal
 * refers to may be collected as garbage (nodejs/node issue 57736), and then never fires.
 */
export async function withinDeadline<T>(
  {
    question,
    deadline,
    signal,
  }: { readonly question: string; readonly deadline: number; readonly signal: AbortSignal },
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  // Of a part that asks fifty questions at the same time, that is no leak.
  setMaxListeners(0, signal);
  const over = new AbortController();
  let patience = PATIENCE;
  const late = () => {
    patience--;
    if (patience > 0 && outOfBreath()) timer = setTimeout(late, deadline * 1000);
    else over.abort(new NoAnswer(question, "LATE", `it was not complete within ${deadline} s`));
  };
  const stop = () => over.abort(signal.reason);
  let timer = setTimeout(late, deadline * 1000);
  signal.addEventListener("abort", stop, { once: true });
  const aborted = new Promise<never>((_, reject) => {
    over.signal.addEventListener("abort", () => reject(over.signal.reason), { once: true });
  });
  try {
    return await Promise.race([action(over.signal), aborted]);
  } catch (error) {
    throw over.signal.aborted ? over.signal.reason : error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}
