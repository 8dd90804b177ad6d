import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { GraderError } from "../core/errors.ts";
import { Parts } from "../images/parts.ts";
import { prepareImages } from "../images/prepare.ts";
import { stateFolder } from "../images/state.ts";
import { consent } from "./consent.ts";
import type { SetupContext } from "./context.ts";
import { engineState } from "./engine.ts";
import { raiseEngine } from "./install.ts";
import { ensureClient } from "./install-engine.ts";
import { thisMachine } from "./machine.ts";
import { findPlugins } from "./plugins.ts";
import type { Ready, ReadyOptions } from "./readiness.ts";
import { debianArchive } from "./sources.ts";
import { ensureImageTools, ensurePlugins } from "./tools.ts";

/** Goes through everything in order, and installs, starts, pulls or builds what is missing. */
export async function setUp({ env, say, ask, images = [], only }: ReadyOptions): Promise<Ready> {
  const machine = thisMachine(env);
  const mirror = machine.distribution === "debian" ? debianArchive()?.uri : undefined;
  using parts = new Parts({ env, say, mirror });
  const setup: SetupContext = { env, say, consent: consent({ env, say, ask }), machine, images, only, parts };
  sweep(stateFolder(env));
  // Asked again: whoever held the lock may have done it all.
  const state = await engineState(env);
  const engine = state.kind === "running" ? state.info : await raiseEngine(state, setup);
  if (engine.os !== "linux") throw new GraderError("ENGINE_AWAY", WINDOWS_CONTAINERS, SWITCH);
  await ensureClient(setup);
  const plugins = await ensurePlugins(await findPlugins(env), setup);
  const readyToBuild = (): Promise<void> => ensureImageTools(engine, setup);
  const found = await prepareImages({ env, say, wanted: images, parts, readyToBuild, ...(only ? { only } : {}) });
  return { engine, ...plugins, images: found };
}

const WINDOWS_CONTAINERS = "The Docker engine runs Windows containers; the labs are made of Linux ones.";
const SWITCH = 'Choose "Switch to Linux containers" in the menu of Docker Desktop.';

/** Removes what a killed run left half made. We hold the lock: nobody else is at it. */
function sweep(state: string): void {
  for (const name of readdirSync(state)) {
    if (name.startsWith("tmp-")) rmSync(join(state, name), { recursive: true, force: true });
  }
}
