import pc from "picocolors";
import type { Io } from "../command-line/io.ts";
import { examine } from "../setup/examine.ts";
import { table } from "./table.ts";

/** Prints what a check needs, what is there, and what to do. Changes nothing. Gives 0 when ready, else 3. */
export async function doctor(io: Io): Promise<number> {
  const found = await examine(io.env);
  const { bold, green, red } = pc.createColors(io.colour);
  const [head = "", ...lines] = table([
    ["", "item", "found", "what to do"],
    ...found.map((f) => [f.ok ? "ok" : "missing", f.item, f.found || "-", f.advice]),
  ]);
  io.print(bold(head.trimEnd()));
  for (const line of lines)
    io.print(line.trimEnd().replace(/^(ok|missing)/, (word) => (word === "ok" ? green : red)(word)));
  const missing = found.filter((f) => !f.ok).length;
  io.say(missing === 0 ? "Ready: `npm run check` can start." : `Not ready: ${missing} of ${found.length} are missing.`);
  return missing === 0 ? 0 : 3;
}
