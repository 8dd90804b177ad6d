import { Finding } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** Seconds that a request to rng or hasher takes at least; a little less than the 0.1 of their code, as clocks are not exact. */
export const LEAST_SECONDS = 0.098;

/** Throws when an answer came before the given code could have sent it. */
export function assertTookItsTime(service: string, seconds: number): void {
  if (seconds >= LEAST_SECONDS) return;
  throw new Finding(codes.WORK_REMOVED, `${service} answers faster than the given code does: its pause is missing.`, {
    expected: "at least 0.1 seconds for each request",
    actual: `${seconds.toFixed(3)} seconds`,
    hint: `Look at what the image of ${service} changes about the code, or about the functions that it calls.`,
  });
}
