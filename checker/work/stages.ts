import { Copy, DockerfileParser, From } from "dockerfile-ast";

interface Stage {
  /** As `--target` takes it: its name, or its number from 0. */
  readonly target: string;
  readonly names: readonly string[];
  /** Stages that it is built upon or copies from, as written. */
  readonly uses: string[];
}

/** The earlier stages that go into a Dockerfile's last one, directly or through others, as `--target` takes them. */
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

function stagesOf(text: string): readonly Stage[] {
  const stages: Stage[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction instanceof From) {
      const number = String(stages.length);
      const name = instruction.getBuildStage()?.toLowerCase();
      const image = instruction.getImage()?.toLowerCase();
      const names = name === undefined ? [number] : [name, number];
      stages.push({ target: name ?? number, names, uses: image === undefined ? [] : [image] });
    } else if (instruction instanceof Copy) {
      const flag = instruction.getFlags().find((flag) => flag.getName() === "from");
      const from = flag?.getValue()?.toLowerCase();
      if (from) stages.at(-1)?.uses.push(from);
    }
  }
  return stages;
}
