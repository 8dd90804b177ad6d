import { mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dockerConfig, dockerConfigFolder } from "./endpoint.ts";
import { namePrefix } from "./folder-name.ts";
import { thisOwner } from "./owner.ts";

/**
 * The user's configuration of the docker client without what it would put into everything that it builds and starts:
 * `proxies` become variables of each RUN and each container. Contexts, credentials and plugins stay what they are.
 */
export class ClientConfig implements AsyncDisposable {
  /** For DOCKER_CONFIG; undefined when the user's own will do. */
  readonly folder: string | undefined;
  readonly #home: string | undefined;

  constructor(env: NodeJS.ProcessEnv) {
    const { proxies, ...rest } = dockerConfig(env);
    if (proxies === undefined) return;
    // Named as workspaces are: what a killed run leaves is swept with them.
    this.#home = mkdtempSync(join(tmpdir(), namePrefix(thisOwner())));
    this.folder = mkdtempSync(join(this.#home, "docker-"));
    const own = resolve(dockerConfigFolder(env));
    for (const name of readdirSync(own))
      if (name !== "config.json") symlinkSync(join(own, name), join(this.folder, name));
    writeFileSync(join(this.folder, "config.json"), JSON.stringify(rest), { mode: 0o600 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#home !== undefined) await rm(this.#home, { recursive: true, force: true });
  }
}
