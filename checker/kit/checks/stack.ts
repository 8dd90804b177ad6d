import type { Check } from "../../core/check.ts";
import type { Container } from "../../engine/container.ts";
import type { Answer } from "../../probe/http.ts";
import { requireBuiltHere, requireService } from "../compose/built-here.ts";
import type { ComposeFile } from "../compose/compose-file.ts";
import { type Door, publishedOnce, publisher } from "../compose/ports.ts";
import type { Stack } from "../compose/stack.ts";
import { type CheckContext, check } from "../context.ts";
import { composeFile } from "./compose-file.ts";

/** A stack, and the file that describes it. */
export interface Described {
  readonly file: ComposeFile;
  readonly stack: Stack;
}

export interface StackOptions {
  /** Anchor of the handout's section. */
  readonly section: string;
  readonly points: { readonly valid: number; readonly built: number };
  /** Says which services the student builds, and why. */
  readonly title: string;
  readonly why: string;
  /** The services that are built from Dockerfiles of the work. */
  readonly built: readonly string[];
  /** Those that come ready-made. */
  readonly ready?: readonly string[];
  /** All services that are told to somebody who lacks one; those above when absent. */
  readonly wanted?: readonly string[];
  /** Ports of the machine on which the stack has to answer. */
  readonly ports: readonly number[];
  /** The checks of images that have to build before. */
  readonly images?: readonly Check<CheckContext>[];
}

/** The two checks with which a stack begins: its file is there and valid, and everything that it builds is built. */
export function composeStack(options: StackOptions) {
  const { section, points, title, why, built, ready = [], ports, images = [] } = options;
  const { wanted = [...built, ...ready] } = options;
  const valid = composeFile(section, points.valid);
  const builds = check(
    title,
    { points: points.built, section, needs: [valid, ...images], why },
    async (work, [file]): Promise<Described> => {
      for (const service of ready) requireService(file, service, wanted);
      for (const service of built) requireBuiltHere(work, file, service, wanted);
      const stack = work.stack(ports);
      await stack.use(file.model);
      await work.buildStack(stack, file.model);
      return { file, stack };
    },
  );
  return { valid, built: builds };
}

export interface UpOptions {
  readonly section: string;
  readonly points: number;
  readonly built: Check<CheckContext, Described>;
  /** What looks at the same images alone. */
  readonly closer?: readonly Check<CheckContext>[];
}

/** The check that every service has a container after one `up`. */
export function oneUp({ built, ...options }: UpOptions): Check<CheckContext, Described> {
  return check(
    "compose: one up starts everything",
    {
      ...options,
      needs: built,
      why: "From nothing to a running application with one command: that is what Compose is for.",
    },
    async (_, { file, stack }) => {
      publishedOnce(file.model, file.name);
      await stack.up();
      for (const service of Object.keys(file.model.services)) await stack.container(service);
      return { file, stack };
    },
  );
}

export interface DoorAnswer {
  readonly door: Door;
  /** Who answers there. */
  readonly container: Container;
  readonly answer: Answer;
}

export interface DoorQuestion {
  readonly path?: string;
  /** Knows an answer that another server could give while it waits for the real one: see `firstAnswer`. */
  readonly isItsOwn?: (answer: Answer) => boolean;
}

/** The first answer on a port of the machine; a finding where no service publishes it. `wanted` is where it should lead. */
export async function answerOn(
  work: CheckContext,
  { file, stack }: Described,
  { published, ...wanted }: Door,
  { path = "/", isItsOwn }: DoorQuestion = {},
): Promise<DoorAnswer> {
  const door = publisher(file.model, published, wanted);
  const container = (await stack.behind(published))[0] ?? (await stack.container(door.service));
  return { door, container, answer: await work.firstAnswer(container, door.target, path, isItsOwn) };
}
