import { Finding, GraderError } from "../../core/errors.ts";
import { wordsOf } from "../../dockerfile/instruction.ts";
import { noValue, type Plan, WHERE_VALUES_ARE } from "../../dockerfile/plan.ts";
import { imagesOf, type Wanted } from "../../dockerfile/resolve.ts";
import { inspectImage } from "../../engine/image-lookup.ts";
import type { Session } from "../../engine/session.ts";
import { closestName } from "../../images/spelling.ts";
import { judgeOnBuild } from "../../sandbox/dockerfile.ts";
import { isReservedLabel } from "../../sandbox/names.ts";

/** Finds the image that a name means; what it gives is written in its place. */
export type FindImage = (wanted: Wanted) => Promise<{ readonly ref: string }>;

/** The images of one Dockerfile. */
export interface BuildImages {
  readonly refOf: (wanted: Wanted) => string;
  /** Labels of theirs that are reserved, with nothing in them: see `labels` of a build. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds all images that a plan names, and judges what they bring along. */
export async function buildImages(session: Session, plan: Plan, find: FindImage): Promise<BuildImages> {
  const refs = new Map<string, string>();
  const labels: Record<string, string> = {};
  const look = async (wanted: Wanted) => {
    const { ref } = await find(wanted).catch((error: unknown) => {
      throw (
        (isAbsence(error) && misspeltStage(plan, wanted)) || (error instanceof Finding && unset(plan, wanted)) || error
      );
    });
    refs.set(keyOf(wanted), ref);
    const brought = await broughtAlong(session, ref);
    const misspelt = brought === undefined ? misspeltStage(plan, wanted) : undefined;
    if (misspelt) throw misspelt;
    const { triggers = [], reserved = [] } = brought ?? {};
    judgeOnBuild(triggers, plan, session.network, wanted.place);
    for (const label of reserved) labels[label] = "";
  };
  const wanted = new Map(imagesOf(plan).map((image) => [keyOf(image), image]));
  await Promise.all([...wanted.values()].map(look));
  return { refOf: (image) => refs.get(keyOf(image)) ?? image.name, labels };
}

function keyOf({ name, platform }: Wanted): string {
  return `${name} ${platform ?? ""}`;
}

function isAbsence(error: unknown): boolean {
  return error instanceof Finding || (error instanceof GraderError && error.code === "IMAGE_MISSING");
}

/** What an image hands on to whatever is built upon it; undefined when it is not here. */
async function broughtAlong(session: Session, ref: string) {
  const found = await inspectImage(session.docker, ref);
  if (found === undefined) return undefined;
  return {
    triggers: (found.Config?.OnBuild as readonly string[] | null | undefined) ?? [],
    reserved: Object.keys(found.Config?.Labels ?? {}).filter(isReservedLabel),
  };
}

/** What is no name may be none because a variable in it has no value. */
function unset({ stages }: Plan, { isFrom, place }: Wanted): Finding | undefined {
  const stage = isFrom ? stages.find(({ from }) => from.line === place.line) : undefined;
  if (stage === undefined || stage.unset.length === 0) return undefined;
  const [written = ""] = wordsOf(stage.from);
  return new Finding("BASE_UNKNOWN", `${noValue(written, stage.unset)}.`, { hint: WHERE_VALUES_ARE, ...place });
}

/** A stage with a slip in its name is taken for an image, which no registry has. */
function misspeltStage({ stages }: Plan, { name, isFrom, place }: Wanted): Finding | undefined {
  const names = stages.flatMap((stage) => (stage.from.line < place.line ? (stage.name ?? []) : []));
  const close = isFrom || /[/:@]/.test(name) ? undefined : closestName(name, names);
  if (close === undefined) return undefined;
  return new Finding("STAGE_UNKNOWN", `There is no stage ${name} to copy from.`, {
    expected: `a stage of this Dockerfile, such as ${close}`,
    actual: `the image ${name}, which is what a name that is no stage means`,
    ...place,
  });
}
