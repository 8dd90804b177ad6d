import { existsSync } from "node:fs";
import type { PlainPart, PlainParts } from "../kit/plain.ts";
import type { NamedLab } from "../labs/catalogue.ts";

/** How a part is measured: `plain.ts` in the lab's folder says it. A part of which it says nothing is an error. */
export async function plainOf({ name }: NamedLab, part: string): Promise<PlainPart> {
  const file = new URL(`../labs/${name}/plain.ts`, import.meta.url);
  const { plain } = existsSync(file)
    ? ((await import(`../labs/${name}/plain.ts`)) as { plain: PlainParts })
    : { plain: {} as PlainParts };
  const found = plain[part];
  if (found === undefined) throw new Error(`checker/labs/${name}/plain.ts does not say how ${part} is measured`);
  return found;
}
