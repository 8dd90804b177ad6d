import { markOf, projectOf } from "./build-warden.ts";
import { throwEngineError } from "./errors.ts";
import type { CommandResult, Session } from "./session.ts";

export interface BuildSpec {
  readonly subject: string;
  readonly context: string;
  /** Path of the Dockerfile, which may lie outside of the context. */
  readonly dockerfile: string;
  readonly tag: string;
  /** The stage to end with, by its name or its number; the last one when left out. */
  readonly target?: string;
  /** Build arguments of a compose file. */
  readonly args?: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly deadline: number;
  /** What RUN may reach: `none` is nothing at all. */
  readonly network?: "none" | "default";
}

export interface Image {
  readonly tag: string;
  readonly id: string;
}

/** What a build is given beside the student's own arguments: see CACHE_NAMESPACE and build-warden.ts. */
export function ownArguments(project: string): Readonly<Record<string, string>> {
  return { [CACHE_NAMESPACE]: project, FTP_PROXY: markOf(project) };
}

export type BuildResult =
  | { readonly status: "built"; readonly image: Image; readonly bytes: number; readonly output: string }
  | ({ readonly status: "failed" } & Pick<CommandResult, "late" | "ended" | "output">);

export async function build(session: Session, spec: BuildSpec): Promise<BuildResult> {
  return session.step("build", spec.subject, async () => {
    const labels = Object.entries(spec.labels).flatMap(([key, value]) => ["--label", `${key}=${value}`]);
    const apart = [
      "--network",
      spec.network ?? "default",
      ...buildArgs({ ...spec.args, ...ownArguments(projectOf(session.id)) }),
    ];
    const target = spec.target === undefined ? [] : ["--target", spec.target];
    const named = [...target, "--tag", spec.tag, "--file", spec.dockerfile];
    const args = ["build", "--progress=plain", ...labels, ...apart, ...named, spec.context];
    const { ok, late, ended, output } = await session.cliBuild(args, { deadline: spec.deadline });
    if (!ok) return { status: "failed", late, ended, output };
    const { Id, Size } = await session.docker.getImage(spec.tag).inspect().catch(throwEngineError);
    return { status: "built", image: { tag: spec.tag, id: Id }, bytes: Size, output };
  });
}

/** `RUN --mount=type=cache` shares its folder with every build on the engine: a name of our own keeps strangers apart. */
export const CACHE_NAMESPACE = "BUILDKIT_CACHE_MOUNT_NS";

function buildArgs(args: Readonly<Record<string, string | null>>): readonly string[] {
  const given = Object.entries(args).filter(([, value]) => value !== null);
  return given.flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
}
