import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { COMPOSE_PROJECT } from "./labels.ts";
import type { CliOptions, CommandResult, Session } from "./session.ts";

export interface PortSpec {
  readonly target: number;
  readonly published?: string;
  readonly host_ip?: string;
  readonly protocol?: string;
  readonly mode?: string;
}

export interface ServiceSpec {
  readonly image?: string;
  readonly build?: {
    readonly context: string;
    readonly dockerfile?: string;
    readonly dockerfile_inline?: string;
    readonly labels?: Record<string, string>;
    readonly args?: Record<string, string | null>;
    readonly target?: string;
  };
  readonly ports?: readonly PortSpec[];
  readonly labels?: Record<string, string>;
  readonly container_name?: string;
  readonly deploy?: { readonly replicas?: number };
  readonly scale?: number;
  readonly [key: string]: unknown;
}

export type Named = { readonly labels?: Record<string, string>; readonly name?: string } | null;

/** What `docker compose config --format json` gives: anchors, interpolation, extends and include resolved. */
export interface Model {
  readonly name: string;
  readonly services: Readonly<Record<string, ServiceSpec>>;
  readonly networks?: Readonly<Record<string, Named>>;
  readonly volumes?: Readonly<Record<string, Named>>;
  readonly [key: string]: unknown;
}

/** How many containers `up` starts of a service. */
export function containersOf({ deploy, scale }: Pick<ServiceSpec, "deploy" | "scale">): number {
  return scale ?? deploy?.replicas ?? 1;
}

/** Stops and removes containers, each with its volumes that have no name. */
const REMOVE = ["rm", "--force", "--stop", "--volumes"] as const;

/** Names that Compose looks for, in its order of preference. Source: Compose file reference, "Compose file". */
export const COMPOSE_FILES = ["compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml"] as const;

/** A rendered model that belongs to a project name of ours; Compose is given exactly this model. */
export class Project {
  readonly name: string;
  readonly #session: Session;
  readonly #dir: string;
  /** Empty: variables have had their effect on the model, and `.env` could select files or profiles of its own. */
  readonly #variables: string;
  #file = "";

  constructor(session: Session, name: string, dir: string) {
    this.#session = session;
    this.name = name;
    this.#dir = dir;
    this.#variables = join(dir, `.${name}.env`);
  }

  async use(model: Model): Promise<void> {
    this.#file = join(this.#dir, `.${this.name}.json`);
    await writeFile(this.#file, JSON.stringify({ ...model, name: this.name }, withoutVariables));
    await writeFile(this.#variables, "");
  }

  build(deadline: number): Promise<CommandResult> {
    const [args, options] = this.#composed(["build"], deadline);
    return this.#session.step("build", "the stack", () => this.#session.cliBuild(args, options));
  }

  /** Starts what is not running; images have been built or are here, nothing is pulled or built behind our back. */
  up(scale: Readonly<Record<string, number>>, deadline: number): Promise<CommandResult> {
    const scales = Object.entries(scale).flatMap(([service, count]) => ["--scale", `${service}=${count}`]);
    const args = ["up", "--detach", "--no-build", "--pull", "never", "--quiet-pull", "--remove-orphans", ...scales];
    return this.#session.step("start", "the stack", async () => {
      const before = await this.#namelessVolumes();
      const result = await this.#compose(args, deadline);
      await this.#removeLeft(before);
      return result;
    });
  }

  /**
   * Without volumes those with a name stay. One without a name goes with its container, in the same request: `down` would
   * leave it behind, where the next `up` does not take it again and nobody finds it.
   */
  async down({ volumes }: { readonly volumes: boolean }, deadline: number): Promise<CommandResult> {
    const ends = Date.now() + deadline * 1000;
    return this.#session.step("stop", "the stack", async () => {
      if (!volumes) {
        const removed = await this.#compose([...REMOVE], deadline);
        if (!removed.ok) return removed;
      }
      const args = ["down", "--remove-orphans", ...(volumes ? ["--volumes"] : [])];
      return this.#compose(args, Math.max(1, (ends - Date.now()) / 1000));
    });
  }

  stop(service: string, deadline: number): Promise<CommandResult> {
    return this.#session.step("stop", service, () => this.#compose(["stop", service], deadline));
  }

  start(service: string, deadline: number): Promise<CommandResult> {
    return this.#session.step("start", service, () => this.#compose(["start", service], deadline));
  }

  /** Stops and removes the containers of a service; its volumes that have a name stay. */
  remove(service: string, deadline: number): Promise<CommandResult> {
    return this.#session.step("stop", service, () => this.#compose([...REMOVE, service], deadline));
  }

  /** Volumes that its containers have because an image asks for them: the engine gives them no label. */
  async #namelessVolumes(): Promise<ReadonlySet<string>> {
    const filters = { label: [`${COMPOSE_PROJECT}=${this.name}`] };
    const containers = await this.#session.docker.listContainers({ all: true, filters }).catch(() => []);
    const names = containers.flatMap(({ Mounts }) => Mounts.map(({ Name = "" }) => Name));
    return new Set(names.filter((name) => /^[0-9a-f]{64}$/.test(name)));
  }

  /** Fewer containers than before: Compose leaves the volumes of those that it removed. */
  async #removeLeft(before: ReadonlySet<string>): Promise<void> {
    if (before.size === 0) return;
    const now = await this.#namelessVolumes();
    const left = [...before].filter((name) => !now.has(name));
    // One that is used (409) belongs to somebody.
    await Promise.all(
      left.map((name) =>
        this.#session.docker
          .getVolume(name)
          .remove()
          .catch(() => undefined),
      ),
    );
  }

  #compose(args: readonly string[], deadline: number): Promise<CommandResult> {
    return this.#session.cli(...this.#composed(args, deadline));
  }

  #composed(args: readonly string[], deadline: number): [readonly string[], CliOptions] {
    const project = ["--project-name", this.name, "--project-directory", this.#dir];
    const named = [...project, "--env-file", this.#variables, "--file", this.#file];
    return [["compose", ...named, "--progress", "plain", ...args], { cwd: this.#dir, deadline }];
  }
}

/** Compose looks for variables in what it reads: a model has none left, and its dollars mean themselves. */
function withoutVariables(_: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("$", "$$$$") : value;
}
