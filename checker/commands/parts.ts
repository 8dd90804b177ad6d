import { UsageError } from "../core/errors.ts";
import { possible } from "../core/lab.ts";
import type { NamedLab } from "../labs/catalogue.ts";

/** What `npm run check` alone shows. */
export function listLabs(all: readonly NamedLab[]): string {
  const blocks = all.map(({ name, lab }) => {
    const parts = Object.entries(lab.parts);
    const width = Math.max(...parts.map(([part]) => part.length));
    const lines = parts.map(
      ([part, found]) =>
        `  ${part.padEnd(width)}  ${found.title}, ${possible(found)} ${found.bonus ? "extra " : ""}points`,
    );
    return [`${name}: ${lab.title} (handout: labs/${name}/README.md)`, ...lines].join("\n");
  });
  return `${blocks.join("\n\n")}\n\nCheck one part with \`npm run check PART\`, all parts of a lab with \`npm run check LAB\`.`;
}

/** A lab as `--list --json` tells programs of it. */
export interface ListedLab {
  readonly name: string;
  readonly title: string;
  /** Path from the project's folder. */
  readonly handout: string;
  readonly parts: readonly {
    readonly name: string;
    readonly title: string;
    /** The most that can be had. */
    readonly points: number;
    /** Whether the points come on top. */
    readonly extra: boolean;
    readonly checks: readonly { readonly title: string; readonly points: number }[];
  }[];
}

export function inList({ name, lab }: NamedLab): ListedLab {
  const parts = Object.entries(lab.parts).map(([part, found]) => ({
    name: part,
    title: found.title,
    points: possible(found),
    extra: found.bonus === true,
    checks: found.checks.map(({ title, points }) => ({ title, points })),
  }));
  return { name, title: lab.title, handout: `labs/${name}/README.md`, parts };
}

/** The parts that a name stands for: a part, or all parts of a lab. */
export function partsNamed(all: readonly NamedLab[], name: string): { lab: NamedLab; parts: readonly string[] } {
  for (const lab of all) {
    if (lab.name === name) return { lab, parts: Object.keys(lab.lab.parts) };
    if (Object.hasOwn(lab.lab.parts, name)) return { lab, parts: [name] };
  }
  const parts = all.flatMap(({ lab }) => Object.keys(lab.parts));
  throw new UsageError(
    `There is no part or lab "${name}". Parts: ${parts.join(", ")}. Labs: ${all.map((lab) => lab.name).join(", ")}.`,
  );
}
