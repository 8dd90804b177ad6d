import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding, GraderError } from "../core/errors.ts";
import { build } from "../engine/build.ts";
import { connect } from "../engine/connect.ts";
import { Session } from "../engine/session.ts";
import { explainBuild } from "./build-failure.ts";

export interface Options {
  /** Beside the Dockerfile. */
  readonly files?: Readonly<Record<string, string>>;
  readonly standIn?: boolean;
}

/** Builds that are to fail, and what is said about them. For tests. */
export class FailingBuilds implements AsyncDisposable {
  readonly #session: Session;
  readonly #home: string;
  readonly #available: readonly string[];
  #builds = 0;

  private constructor(session: Session, home: string, available: readonly string[]) {
    this.#session = session;
    this.#home = home;
    this.#available = available;
  }

  static async start(env: NodeJS.ProcessEnv, available: readonly string[]): Promise<FailingBuilds> {
    const home = await mkdtemp(join(tmpdir(), "failing-builds-"));
    const signal = new AbortController().signal;
    return new FailingBuilds(
      new Session({ docker: connect(env), env, emit: () => undefined, signal }),
      home,
      available,
    );
  }

  /** Builds the Dockerfile of the service rng without a network. */
  async failure(text: string, { files = {}, standIn = true }: Options = {}): Promise<Finding | GraderError> {
    const session = this.#session;
    const number = ++this.#builds;
    const context = join(this.#home, String(number));
    for (const [path, content] of Object.entries({ Dockerfile: text, ...files })) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), content);
    }
    const tag = `workshop/${session.id}-${number}`;
    const spec = { subject: "rng", context, dockerfile: join(context, "Dockerfile"), tag, labels: session.labels };
    const result = await build(session, { ...spec, deadline: 120, network: "none" });
    if (result.status !== "failed") throw new Error(`the build was expected to fail: ${result.status}`);
    const dockerfile = { service: "rng", folder: "rng", name: "Dockerfile", text };
    return explainBuild({ dockerfile, output: result.output, available: this.#available, standIn });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
    await rm(this.#home, { recursive: true, force: true });
  }
}
