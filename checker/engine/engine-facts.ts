import type Docker from "dockerode";
import { throwEngineError } from "./errors.ts";

export interface EngineFacts {
  readonly version: string;
  readonly os: string;
  readonly architecture: string;
}

const known = new WeakMap<Docker, Promise<EngineFacts>>();

/** What the engine says of itself, asked once. */
export function engineFacts(docker: Docker): Promise<EngineFacts> {
  const asked = known.get(docker) ?? ask(docker);
  known.set(docker, asked);
  return asked;
}

async function ask(docker: Docker): Promise<EngineFacts> {
  const { Version, Os, Arch } = await docker.version().catch(throwEngineError);
  return { version: Version, os: Os, architecture: Arch };
}
