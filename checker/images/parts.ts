import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeBase } from "./base.ts";
import { BASE, NODE, NPM_SPECS, NPM_VERSION, YARN_VERSION } from "./catalogue.ts";
import { fetchNpmPackages } from "./npm.ts";
import { recipeHash } from "./standin.ts";
import { stateFolder } from "./state.ts";
import { type Say, step } from "./step.ts";

export interface PartsOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
  /** The machine's own Debian mirror; without one mmdebstrap uses its default. */
  readonly mirror: string | undefined;
}

/**
 * What stand-ins are made from, in our folder of this machine. It needs no engine, so a fresh machine begins with it before it
 * has one. Each is made once: whoever asks again waits for the same. What is half made when this is disposed of is dropped.
 */
export class Parts implements Disposable {
  readonly #options: PartsOptions;
  readonly #stop = new AbortController();
  readonly #parts = new Map<string, Promise<string>>();

  constructor(options: PartsOptions) {
    this.#options = options;
  }

  /** The archive of a minimal Debian. Rejects with mmdebstrap's output. */
  base(): Promise<string> {
    const { env, mirror } = this.#options;
    return this.#part(`base-${recipeHash(BASE)}.tar`, "Debian base image", (archive) =>
      makeBase({ archive, mirror, env, signal: this.#stop.signal }),
    );
  }

  /** The folder with npm, yarn and a registry of packages, which the node recipe copies. Rejects with npm's output. */
  npm(): Promise<string> {
    const releases = { npm: NPM_VERSION, yarn: YARN_VERSION, packages: NPM_SPECS };
    return this.#part(`npm-${recipeHash(NODE)}`, "npm packages for node", (folder) =>
      fetchNpmPackages({ ...releases, folder, env: this.#options.env, signal: this.#stop.signal }),
    );
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
  }

  #part(name: string, title: string, make: (path: string) => Promise<void>): Promise<string> {
    const known = this.#parts.get(name);
    if (known !== undefined) return known;
    const { env, say } = this.#options;
    const path = join(stateFolder(env), name);
    const made = existsSync(path) ? Promise.resolve() : step(say, title, () => make(path));
    const part = made.then(() => path);
    // It may fail before anybody waits for it.
    part.catch(() => undefined);
    this.#parts.set(name, part);
    return part;
  }
}
