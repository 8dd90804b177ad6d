import type { Check } from "../../core/check.ts";
import type { Finding } from "../../core/errors.ts";
import type { FindingData } from "../../core/report.ts";
import { withWarnings } from "../../diagnosis/compose-failure.ts";
import { readComposeFile } from "../compose/compose-file.ts";
import { type CheckContext, check } from "../context.ts";

const WHY = "Compose reads everything from this file: it has to be one that Compose accepts.";

const made = new WeakSet<Check<CheckContext>>();

/** The check with which every part about a compose file begins; `section` is the anchor of the handout's section. */
export function composeFile(section: string, points: number) {
  const valid = check("compose: the file is there and valid", { points, section, why: WHY }, readComposeFile);
  made.add(valid);
  return valid;
}

/** What Compose warned of belongs to what is found later in what it started: a variable without a value, say. */
export function warned(work: CheckContext, check: Check<CheckContext>, { details }: Finding): Partial<FindingData> {
  const { warnings } = work.reader;
  if (warnings.length === 0 || !readsCompose(check)) return {};
  return { evidence: withWarnings(warnings, details.evidence) };
}

function readsCompose({ needs }: Check<CheckContext>): boolean {
  return needs.some((need) => made.has(need) || readsCompose(need));
}
