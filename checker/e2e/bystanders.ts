import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";

/** Another project on the same engine, with names and labels that resemble ours. */
export class Bystanders implements AsyncDisposable {
  readonly #docker: Docker;
  readonly #folder: string;
  readonly #name = `workshop-${randomBytes(4).toString("hex")}`;
  readonly #containers: string[] = [];
  #before = "";

  private constructor(docker: Docker, tmp: string) {
    this.#docker = docker;
    this.#folder = join(tmp, `${this.#name}`);
  }

  /** `tmp` is the folder for temporary files of the checks that must not touch it. */
  static async start(docker: Docker, tmp: string): Promise<Bystanders> {
    const made = new Bystanders(docker, tmp);
    await made.#start();
    made.#before = await made.#state();
    return made;
  }

  /** What changed since the start: empty when nothing did. */
  async harm(): Promise<string> {
    const after = await this.#state();
    return after === this.#before ? "" : `before: ${this.#before}\nafter: ${after}`;
  }

  async #start(): Promise<void> {
    const name = this.#name;
    const labels = { "workshop.runner": name, "com.docker.compose.project": name, workshop: "run" };
    mkdirSync(this.#folder);
    await this.#docker.createNetwork({ Name: `${name}-worker`, Labels: labels });
    await this.#docker.createVolume({ Name: name, Labels: labels });
    await this.#docker.getImage("node:20-slim").tag({ repo: `workshop/${name.slice(9)}-rng`, tag: "latest" });
    for (const suffix of ["rng", "worker"]) {
      const container = await this.#docker.createContainer({
        name: `${name}-${suffix}`,
        Image: `workshop/${name.slice(9)}-rng`,
        Entrypoint: ["sleep", "3600"],
        Labels: labels,
        HostConfig: { NetworkMode: `${name}-worker`, Binds: [`${name}:/data`] },
      });
      await container.start();
      this.#containers.push(container.id);
    }
  }

  async #state(): Promise<string> {
    const containers = await Promise.all(
      this.#containers.map(async (id) => {
        const { State } = await this.#docker.getContainer(id).inspect();
        return `${id.slice(0, 12)} ${State.Status} since ${State.StartedAt}`;
      }),
    );
    const network = (await this.#docker.getNetwork(`${this.#name}-worker`).inspect()) as { Id: string };
    const volume = await this.#docker.getVolume(this.#name).inspect();
    const image = await this.#docker.getImage(`workshop/${this.#name.slice(9)}-rng`).inspect();
    return [...containers, network.Id, volume.Name, image.Id, `folder: ${existsSync(this.#folder)}`].join(", ");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = (error: { statusCode?: number }) => {
      if (error.statusCode !== 404) throw error;
    };
    await Promise.all(this.#containers.map((id) => this.#docker.getContainer(id).remove({ force: true }).catch(gone)));
    await this.#docker.getNetwork(`${this.#name}-worker`).remove().catch(gone);
    await this.#docker.getVolume(this.#name).remove().catch(gone);
    await this.#docker
      .getImage(`workshop/${this.#name.slice(9)}-rng`)
      .remove()
      .catch(gone);
  }
}
