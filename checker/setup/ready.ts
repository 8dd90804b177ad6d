import { GraderError } from "../core/errors.ts";
import type { LocalImage } from "../images/local.ts";
import { localImages } from "../images/local.ts";
import { withSetupLock } from "../images/lock.ts";
import { missingFrom, namedImages, prepareImages } from "../images/prepare.ts";
import { consent } from "./consent.ts";
import { type EngineInfo, engineState } from "./engine.ts";
import { ensureClient, raiseEngine, type SetupContext } from "./install.ts";
import { thisMachine } from "./machine.ts";
import { findInPath } from "./path.ts";
import { ensureImageTools, ensurePlugins, findPlugins, type Plugins } from "./tools.ts";

export interface ReadyOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Progress and what is being done, for people. */
  readonly say: (line: string) => void;
  /** Given when a person is at the terminal: asked before anything is installed. */
  readonly ask?: (question: string) => Promise<boolean>;
  /** References that have to be there, or all that the labs use. None when left out. */
  readonly images?: readonly string[] | "classroom";
  /** One way to the images instead of the better one. */
  readonly only?: "build" | "pull";
}

export interface Ready extends Plugins {
  readonly engine: EngineInfo;
  readonly images: readonly LocalImage[];
}

/**
 * Makes sure of everything that a check needs: engine, client, Compose v2, buildx, images. What is missing is installed,
 * started, pulled or built where we may; otherwise it throws a GraderError with the command to type. With nothing to do
 * it costs two requests to the engine and two small files.
 */
export async function ensureReady(options: ReadyOptions): Promise<Ready> {
  const { env } = options;
  const images = options.images ?? [];
  const [state, plugins, tagged] = await Promise.all([
    engineState(env),
    findPlugins(env),
    localImages(env).catch(() => undefined),
  ]);
  const { compose, buildx } = plugins;
  if (state.kind === "running" && compose && buildx && tagged && findInPath(env, "docker")) {
    const { gaps, others } = missingFrom(images, tagged);
    if (gaps.length + others.length === 0 && state.info.os === "linux") {
      return { engine: state.info, compose, buildx, images: namedImages(images, tagged) };
    }
  }
  return withSetupLock(env, options.say, () => setUp(options));
}

async function setUp({ env, say, ask, images = [], only }: ReadyOptions): Promise<Ready> {
  const setup: SetupContext = { env, say, consent: consent({ env, say, ask }), machine: thisMachine(env) };
  // Asked again: whoever held the lock may have done it all.
  const state = await engineState(env);
  const engine = state.kind === "running" ? state.info : await raiseEngine(state, setup);
  if (engine.os !== "linux") throw new GraderError("ENGINE_AWAY", WINDOWS_CONTAINERS, SWITCH);
  await ensureClient(setup);
  const plugins = await ensurePlugins(await findPlugins(env), setup);
  const readyToBuild = (): Promise<{ mirror: string | undefined }> => ensureImageTools(engine, setup);
  const found = await prepareImages({ env, say, wanted: images, readyToBuild, ...(only ? { only } : {}) });
  return { engine, ...plugins, images: found };
}

const WINDOWS_CONTAINERS = "The Docker engine runs Windows containers; the labs are made of Linux ones.";
const SWITCH = 'Choose "Switch to Linux containers" in the menu of Docker Desktop.';
