import { localImages } from "../images/local.ts";
import { missingFrom, namedImages } from "../images/missing.ts";
import { engineState } from "./engine.ts";
import { findInPath } from "./path.ts";
import { findPlugins } from "./plugins.ts";
import type { Ready, ReadyOptions } from "./readiness.ts";

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
  // Loaded when there is something to do: a ready machine does not wait for it.
  const [{ withSetupLock }, { setUp }] = await Promise.all([import("../images/lock.ts"), import("./set-up.ts")]);
  const { signal } = options;
  // Every step begins with a word: an interrupted set-up gets no further than the step it is in.
  const say = (line: string): void => {
    signal?.throwIfAborted();
    options.say(line);
  };
  try {
    return await withSetupLock(env, say, () => setUp({ ...options, say }));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
