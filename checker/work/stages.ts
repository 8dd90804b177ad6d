import { Copy, DockerfileParser, From } from "dockerfile-ast";

interface Stage {
  /** Its name, or the one that `withNamedStages` gives it. */
  readonly target: string;
  readonly names: readonly string[];
  /** Stages that it is built upon or copies from, as written. */
  readonly uses: string[];
}

/**
 * The earlier stages that go into a Dockerfile's last one, directly or through others: by their names, which those without
 * one have in `withNamedStages`.
 */
export function stagesBehind(text: string): readonly string[] {
  const stages = stagesOf(text);
  const behind = new Set<Stage>();
  const follow = (index: number): void => {
    for (const used of stages[index]?.uses ?? []) {
      // A name stands for the last earlier stage that bears it; any other name is an image.
      const at = stages.slice(0, index).findLastIndex(({ names }) => names.includes(used));
      const stage = stages[at];
      if (stage === undefined || behind.has(stage)) continue;
      behind.add(stage);
      follow(at);
    }
  };
  follow(stages.length - 1);
  return [...behind].map(({ target }) => target);
}

/** A name after `--from=` that is no stage, beside the stages that it may have been meant for. */
export function sourcesElsewhere(
  text: string,
): readonly { readonly source: string; readonly stages: readonly string[] }[] {
  const stages = stagesOf(text);
  return stages.flatMap(({ uses }, index) => {
    const earlier = stages.slice(0, index).flatMap(({ names }) => names);
    // The first is what the stage is built upon.
    const sources = uses.slice(1).filter((source) => !earlier.includes(source));
    return sources.map((source) => ({ source, stages: earlier }));
  });
}

/** The same Dockerfile with a name for every stage: not every engine takes a number for `--target`. */
export function withNamedStages(text: string): string {
  const lines = text.split("\n");
  for (const [index, from] of DockerfileParser.parse(text).getFROMs().entries()) {
    if (from.getBuildStage() !== null) continue;
    const { line, character } = from.getRange().end;
    const last = lines[line] ?? "";
    lines[line] = `${last.slice(0, character)} AS ${nameOf(index)}${last.slice(character)}`;
  }
  return lines.join("\n");
}

function nameOf(index: number): string {
  return `workshop-stage-${index}`;
}

function stagesOf(text: string): readonly Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      const number = String(stages.length);
      const name = instruction.getBuildStage()?.toLowerCase();
      const image = instruction.getImage()?.toLowerCase();
      const names = name === undefined ? [number] : [name, number];
      stages.push({ target: name ?? nameOf(stages.length), names, uses: image === undefined ? [] : [image] });
    } else if (instruction instanceof Copy) {
      const flag = instruction.getFlags().find((flag) => flag.getName() === "from");
      const from = flag?.getValue()?.toLowerCase();
      if (from) stages.at(-1)?.uses.push(from);
    }
  }
  return stages;
}
