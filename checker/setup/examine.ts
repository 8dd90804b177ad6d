import { GraderError } from "../core/errors.ts";
import { megabytes } from "../engine/images.ts";
import { requireReach } from "../engine/reach.ts";
import { CLASSROOM, mainTag, RECIPES } from "../images/catalogue.ts";
import { localImages } from "../images/local.ts";
import { missingFrom } from "../images/missing.ts";
import { type EngineState, engineState } from "./engine.ts";
import { installedEngine } from "./engine-files.ts";
import { whyNot } from "./install.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { findInPath } from "./path.ts";
import { atLeast, findPlugin, LEAST_COMPOSE, type PluginName } from "./plugins.ts";

/** One thing that a check needs, as it is on this machine. */
export interface Examined {
  readonly item: string;
  /** Version or description; empty when it is not there. */
  readonly found: string;
  readonly ok: boolean;
  /** What to do about it; empty when it is fine. */
  readonly advice: string;
}

const SET_UP = "`npm run check` sets it up";

/** Looks at everything that a check needs, and changes nothing. */
export async function examine(env: NodeJS.ProcessEnv): Promise<Examined[]> {
  const machine = thisMachine(env);
  const [state, compose, buildx] = await Promise.all([
    engineState(env),
    examinePlugin(env, "compose"),
    examinePlugin(env, "buildx"),
  ]);
  const client = findInPath(env, "docker");
  return [
    { item: "Node", found: process.versions.node, ok: true, advice: "" },
    examineEngine(state, machine, env),
    ...(await examineReach(env)),
    { item: "docker client", found: client ?? "", ok: client !== undefined, advice: client ? "" : SET_UP },
    compose,
    buildx,
    ...(state.kind === "running" ? await examineImages(env) : []),
  ];
}

function examineEngine(state: EngineState, machine: Machine, env: NodeJS.ProcessEnv): Examined {
  const item = "Docker engine";
  if (state.kind === "running") {
    const { version, endpoint, os } = state.info;
    const linux = os === "linux";
    const advice = linux ? "" : "the labs need Linux containers: switch Docker Desktop to them";
    return { item, found: `${version} at ${endpoint}`, ok: linux, advice };
  }
  const obstacle = whyNot(state, machine, env, installedEngine(env)?.from);
  const advice = obstacle ? `${obstacle.message} ${obstacle.advice}` : `${SET_UP} and starts it`;
  return { item, found: "", ok: false, advice };
}

/** A line of its own where the check cannot use the engine that answers it. */
async function examineReach(env: NodeJS.ProcessEnv): Promise<Examined[]> {
  try {
    await requireReach(env);
    return [];
  } catch (error) {
    if (!(error instanceof GraderError)) throw error;
    return [{ item: "reach of the engine", found: "", ok: false, advice: `${error.message} ${error.advice}` }];
  }
}

async function examinePlugin(env: NodeJS.ProcessEnv, name: PluginName): Promise<Examined> {
  const plugin = await findPlugin(env, name);
  const old = name === "compose" && plugin !== undefined && !atLeast(plugin.version, LEAST_COMPOSE);
  const found = plugin ? `${plugin.version} (${plugin.path})` : "";
  const advice = old ? `it has to be ${LEAST_COMPOSE} or newer: ${SET_UP}` : plugin ? "" : SET_UP;
  return { item: name === "compose" ? "Compose" : "buildx", found, ok: plugin !== undefined && !old, advice };
}

const ORIGINS = { "stand-in": "stand-in, made here", pulled: "pulled", yours: "yours" } as const;

async function examineImages(env: NodeJS.ProcessEnv): Promise<Examined[]> {
  const images = await localImages(env);
  const { gaps } = missingFrom("classroom", images);
  const shown = RECIPES.filter((recipe) => CLASSROOM.includes(mainTag(recipe)));
  return shown.map((recipe) => {
    const item = mainTag(recipe);
    const image = images.get(item);
    const stale = gaps.some((gap) => gap.recipe === recipe && gap.needsImage);
    const advice = stale ? (image ? `out of date: ${SET_UP}` : SET_UP) : "";
    return { item, found: image ? `${ORIGINS[image.origin]}, ${megabytes(image.size)}` : "", ok: !stale, advice };
  });
}
