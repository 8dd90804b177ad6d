import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Session } from "./session.ts";

export interface BuildSpec {
  readonly subject: string;
  readonly context: string;
  /** Name of the Dockerfile inside the context. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly deadline: number;
}

export interface Image {
  readonly tag: string;
  readonly id: string;
}

export type BuildResult =
  | { readonly status: "built"; readonly image: Image }
  | { readonly status: "failed" | "late"; readonly output: string };

export async function build(session: Session, spec: BuildSpec): Promise<BuildResult> {
  return session.step("build", spec.subject, async () => {
    const labels = Object.entries(spec.labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);
    const idFile = join(spec.context, "..", `.${spec.subject}.image-id`);
    const args = ["build", "--progress=plain", ...labels, "--iidfile", idFile, "--tag", spec.tag];
    const { ok, late, output } = await session.cli(
      [...args, "--file", join(spec.context, spec.dockerfile), spec.context],
      {
        deadline: spec.deadline,
      },
    );
    if (late) return { status: "late", output };
    if (!ok) return { status: "failed", output };
    return { status: "built", image: { tag: spec.tag, id: (await readFile(idFile, "utf8")).trim() } };
  });
}
