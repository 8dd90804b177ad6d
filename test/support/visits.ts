import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { request } from "undici";
import { OWNER, RUN } from "../../checker/engine/labels.ts";
import { thisOwner } from "../../checker/engine/owner.ts";

const APP = fileURLToPath(new URL("../../solutions/visits/app", import.meta.url));

/** The app as the reference builds it, on a network of its own, run with plain commands. For tests. */
export class Playground implements AsyncDisposable {
  readonly #id = randomBytes(4).toString("hex");
  readonly #network = `workshop-visits-${this.#id}`;
  readonly #image = `workshop/visits-test:${this.#id}`;
  /** So that a later run sweeps what a killed one leaves behind. */
  readonly #labels = ["--label", `${RUN}=${this.#id}`, "--label", `${OWNER}=${thisOwner()}`];
  readonly #names: string[] = [];

  async open(): Promise<void> {
    await this.docker("build", "--quiet", ...this.#labels, "--tag", this.#image, APP);
    await this.docker("network", "create", ...this.#labels, this.#network);
  }

  async docker(...args: readonly string[]): Promise<string> {
    const env = { DOCKER_BUILDKIT: "1", DOCKER_CLI_HINTS: "false" };
    return (await execa("docker", args, { env, timeout: 120_000 })).stdout;
  }

  /** Starts a container that others find by this name. */
  async run(name: string, ...args: readonly string[]): Promise<void> {
    this.#names.push(name);
    const place = ["--name", this.called(name), "--network", this.#network, "--network-alias", name];
    await this.docker("run", "--detach", ...this.#labels, ...place, ...args);
  }

  /** Starts the app; gives its address on this machine. */
  async app(name: string, options: readonly string[], command: readonly string[] = []): Promise<string> {
    await this.run(name, "--publish", "127.0.0.1::5000", ...options, this.#image, ...command);
    return `http://${await this.docker("port", this.called(name), "5000")}/`;
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
    await this.docker("image", "rm", this.#image);
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
