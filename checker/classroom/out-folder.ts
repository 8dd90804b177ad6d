import { constants } from "node:fs";
import { access, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../core/errors.ts";
import { ADJUSTMENTS, POINTS } from "./by-hand.ts";
import { readIfThere, writeWhole } from "./files.ts";

/** Says whose gradebook a folder holds. */
const CLASS = "class.json";
const Class = z.object({ version: z.literal(1), lab: z.string(), students: z.array(z.string()) });

/** What may be there before anything is graded. */
const BY_HAND = new Set([ADJUSTMENTS, POINTS, "roster.csv"]);

/** Makes sure that the folder is empty, or holds a gradebook of this lab. Throws UsageError, and overwrites nothing. */
export async function openOut(out: string, lab: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true });
    await access(out, constants.W_OK);
  } catch (error) {
    throw new UsageError(`The gradebook cannot be written to ${out} (${(error as NodeJS.ErrnoException).code}).`);
  }
  const known = await classIn(out);
  if (known === undefined) {
    const other = (await readdir(out)).find((name) => !BY_HAND.has(name));
    if (other !== undefined)
      throw new UsageError(`${out} holds other files (${other}) and no gradebook. Name another folder with --out.`);
  } else if (known.lab !== lab)
    throw new UsageError(`${out} holds the gradebook of ${known.lab}, not of ${lab}. Name another folder with --out.`);
}

/** Claims the folder for these submissions. Throws UsageError where it holds other ones, and none of these. */
export async function claimOut(out: string, lab: string, keys: readonly string[]): Promise<void> {
  const known = await classIn(out);
  if (known !== undefined && !known.students.some((key) => keys.includes(key))) {
    const some = known.students.slice(0, 3).join(", ");
    throw new UsageError(`${out} holds the gradebook of another class (${some}, ...). Name another folder with --out.`);
  }
  const students = [...new Set([...(known?.students ?? []), ...keys])].sort();
  await writeWhole(join(out, CLASS), `${JSON.stringify({ version: 1, lab, students })}\n`);
}

async function classIn(out: string): Promise<z.infer<typeof Class> | undefined> {
  const text = await readIfThere(join(out, CLASS));
  if (text === undefined) return undefined;
  try {
    return Class.parse(JSON.parse(text.toString("utf8")));
  } catch {
    throw new UsageError(`${join(out, CLASS)} is of another version. Name another folder with --out.`);
  }
}
