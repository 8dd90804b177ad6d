import { shareOf } from "../../engine/limits.ts";
import type { Run } from "./run.ts";

/** Containers of a run by which its share of the machine's memory is divided. */
const SHARES = 24;

/** What one container of a run may have: bytes of memory, and processes. */
export async function shareOfOne(run: Run): Promise<ReturnType<typeof shareOf>> {
  return shareOf(SHARES, (await run.session.info()).MemTotal);
}
