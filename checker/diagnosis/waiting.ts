import type Docker from "dockerode";
import type { FindingDetails } from "../core/errors.ts";
import type { Model } from "../engine/compose.ts";
import { COMPOSE_SERVICE } from "../engine/labels.ts";
import type { Session } from "../engine/session.ts";
import { lastLines } from "../engine/tail.ts";
import { windowsScriptIn } from "./windows-script.ts";

/** How a container of a service stands, as far as others may wait for that. */
export interface Standing {
  readonly running: boolean;
  readonly exitCode: number;
  /** Only where it has a healthcheck: how that stands, and what it said last. */
  readonly health?: { readonly status: string; readonly said: string; readonly windowsScript?: string };
}

/** Why a stack does not start: a service that waits for another in vain. */
export interface Waiting {
  readonly code: "WAITS_IN_VAIN" | "WINDOWS_LINES";
  readonly message: string;
  readonly details: FindingDetails;
  /** Where that is written: the key of the model. */
  readonly key: readonly string[];
}

type DependsOn = Readonly<Record<string, { readonly condition?: string; readonly required?: boolean }>>;

/** The first service of a model that waits for another in vain, as its containers stand. */
export async function waitsInVain(
  session: Session,
  model: Model,
  containers: readonly Docker.ContainerInfo[],
): Promise<Waiting | undefined> {
  const standing = new Map<string, Standing>();
  for (const { Id, Labels } of containers) standing.set(Labels[COMPOSE_SERVICE] ?? "", await standingOf(session, Id));
  return firstInVain(model, standing);
}

async function standingOf(session: Session, id: string): Promise<Standing> {
  const { State } = await session.docker.getContainer(id).inspect();
  const { Running: running, ExitCode: exitCode, Health } = State;
  if (Health === undefined || Health.Status === "none") return { running, exitCode };
  const said = Health.Log?.findLast(({ Output }) => Output.trim() !== "")?.Output ?? "";
  const windowsScript = await windowsScriptIn(session, id, said);
  const health = { status: Health.Status, said: lastLines(said, 12), ...(windowsScript && { windowsScript }) };
  return { running, exitCode, health };
}

/** The first service that waits in vain; `standing` has the services whose containers are there. */
export function firstInVain(model: Model, standing: ReadonlyMap<string, Standing>): Waiting | undefined {
  for (const [service, { depends_on }] of Object.entries(model.services))
    for (const [other, { condition, required }] of Object.entries((depends_on ?? {}) as DependsOn)) {
      const found = standing.get(other);
      if (found === undefined || required === false) continue;
      const reason = REASONS[condition ?? ""]?.(service, other, found);
      if (reason !== undefined)
        return { code: "WAITS_IN_VAIN", ...reason, key: ["services", service, "depends_on", other] };
    }
  return undefined;
}

type Reason = (
  service: string,
  other: string,
  found: Standing,
) => (Pick<Waiting, "message" | "details"> & Partial<Waiting>) | undefined;

/** By the conditions that Compose knows. Source: Compose file reference, "depends_on". */
const REASONS: Readonly<Record<string, Reason>> = {
  service_healthy: (service, other, found) => {
    const message = `${service} waits for ${other} to become healthy, and it never does.`;
    if (!found.running) return { message, details: ended(other, found) };
    if (found.health === undefined)
      return {
        message,
        details: {
          expected: `a healthcheck of ${other}, by which it can be seen to be healthy`,
          actual: `neither the service ${other} nor its image has a healthcheck`,
          hint: `Look at the keys of ${other}: what should tell whether it is healthy?`,
        },
      };
    const { status, said, windowsScript } = found.health;
    if (status === "healthy") return undefined;
    const ends = windowsScript && `; ${windowsScript} is there, and its first line ends as lines end on Windows`;
    return {
      ...(windowsScript && { code: "WINDOWS_LINES" }),
      message,
      details: {
        expected: `a healthcheck of ${other} that succeeds`,
        actual: `the healthcheck of ${other} fails: it is ${status}${ends ?? ""}`,
        evidence: said || "(the healthcheck wrote nothing)",
        hint: windowsScript
          ? `Look at how the lines of ${windowsScript} end, and at the program that its first line names.`
          : `Look at the healthcheck of ${other}: it runs in its container, and can only call what that image has.`,
      },
    };
  },
  service_completed_successfully: (service, other, found) => {
    const message = `${service} waits for ${other} to complete successfully, and it never does.`;
    if (found.running)
      return {
        message,
        details: {
          expected: `a container of ${other} that exits`,
          actual: `${other} is still running`,
          hint: `Look at the condition on which ${service} waits: a server never exits.`,
        },
      };
    return found.exitCode === 0 ? undefined : { message, details: ended(other, found) };
  },
};

function ended(other: string, { exitCode }: Standing): FindingDetails {
  return {
    expected: `a container of ${other} that does its work`,
    actual: `${other} exited with code ${exitCode}`,
    hint: `Look at the log of ${other}: its last lines say why it exited.`,
  };
}
