import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { request } from "undici";
import { OWNER, RUN } from "../../checker/engine/labels.ts";
import { thisOwner } from "../../checker/engine/owner.ts";

const SOLUTIONS = fileURLToPath(new URL("../../solutions/", import.meta.url));

export interface Served {
  /** The service whose image it is a container of. */
  readonly service: string;
  /** Its port that is published. */
  readonly port: number;
  readonly options?: readonly string[];
  readonly command?: readonly string[];
}

/** Images of a lab's reference, and containers on a network of their own, made with plain commands. For tests. */
export class Playground implements AsyncDisposable {
  readonly #lab: string;
  readonly #services: readonly string[];
  readonly #id = randomBytes(4).toString("hex");
  readonly #network = `workshop-play-${this.#id}`;
  /** So that a later run sweeps what a killed one leaves behind. */
  readonly #labels = ["--label", `${RUN}=${this.#id}`, "--label", `${OWNER}=${thisOwner()}`];
  readonly #names: string[] = [];

  constructor(lab: string, ...services: readonly string[]) {
    this.#lab = lab;
    this.#services = services;
  }

  async open(): Promise<void> {
    for (const service of this.#services) {
      const folder = `${SOLUTIONS}${this.#lab}/${service}`;
      await this.docker("build", "--quiet", ...this.#labels, "--tag", this.image(service), folder);
    }
    await this.docker("network", "create", ...this.#labels, this.#network);
  }

  async docker(...args: readonly string[]): Promise<string> {
    const env = { DOCKER_BUILDKIT: "1", DOCKER_CLI_HINTS: "false" };
    return (await execa("docker", args, { env, timeout: 120_000 })).stdout;
  }

  image(service: string): string {
    return `workshop/play-${service}:${this.#id}`;
  }

  /** Starts a container that others find by this name. */
  async run(name: string, ...args: readonly string[]): Promise<void> {
    this.#names.push(name);
    const place = ["--name", this.called(name), "--network", this.#network, "--network-alias", name];
    await this.docker("run", "--detach", ...this.#labels, ...place, ...args);
  }

  /** Starts a container of the reference's image; gives its address on this machine. */
  async serve(name: string, { service, port, options = [], command = [] }: Served): Promise<string> {
    await this.run(name, "--publish", `127.0.0.1::${port}`, ...options, this.image(service), ...command);
    return `http://${await this.docker("port", this.called(name), String(port))}/`;
  }

  /** What the engine knows it as. */
  called(name: string): string {
    return `${this.#network}-${name}`;
  }

  async address(name: string): Promise<string> {
    const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    return this.docker("inspect", "--format", format, this.called(name));
  }

  async logs(name: string): Promise<string> {
    return (await execa("docker", ["logs", this.called(name)], { all: true })).all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const names = this.#names.map((name) => this.called(name));
    if (names.length > 0) await this.docker("rm", "--force", "--volumes", ...names);
    await this.docker("network", "rm", this.#network);
    for (const service of this.#services) await this.docker("image", "rm", this.image(service));
  }
}

/** What Chromium asks for. */
export const BROWSER =
  "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

export interface Heard {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly seconds: number;
}

/** Each visitor comes with a connection of his own. A refused connection rejects. */
export async function visit(url: string, accept = "*/*"): Promise<Heard> {
  const began = performance.now();
  const { statusCode, headers, body } = await request(url, { headers: { accept }, reset: true, bodyTimeout: 30_000 });
  const text = await body.text();
  const seconds = (performance.now() - began) / 1000;
  return { status: statusCode, type: String(headers["content-type"]), text, seconds };
}
