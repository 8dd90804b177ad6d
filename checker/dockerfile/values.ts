import { argumentsOf, type Instruction, pairsOf } from "./instruction.ts";
import { expanded } from "./lexer.ts";
import { Unreadable } from "./unreadable.ts";

/** What a build is given from outside. */
export interface Surroundings {
  /** Build arguments that have a value. */
  readonly args: Readonly<Record<string, string>>;
  /** Of the engine. */
  readonly platform: { readonly os: string; readonly architecture: string };
}

export const NOTHING_GIVEN: Surroundings = { args: {}, platform: { os: "linux", architecture: "amd64" } };

/** The variables of a stage, or of what stands before the first one. */
export class Values {
  readonly #known: Map<string, string>;
  /** What ENV sets: only that is handed on to stages that are built upon this one. */
  readonly #environment: Map<string, string>;
  /** The base image may have set variables that are not known here. */
  readonly #closed: boolean;

  private constructor(known: ReadonlyMap<string, string>, closed: boolean) {
    this.#known = new Map(known);
    this.#environment = new Map(known);
    this.#closed = closed;
  }

  /** Before the first FROM: the arguments that every build has. Source: dockerfile2llb/platform.go of moby/buildkit. */
  static global({ args, platform: { os, architecture } }: Surroundings): Values {
    const each = ["BUILD", "TARGET"].flatMap((kind): [string, string][] => [
      [`${kind}PLATFORM`, `${os}/${architecture}`],
      [`${kind}OS`, os],
      [`${kind}ARCH`, architecture],
      [`${kind}VARIANT`, ""],
    ]);
    const own = each.map(([name, value]) => [name, given(args, name) ?? value] as const);
    return new Values(new Map(own), true);
  }

  /** Of a stage upon an image. */
  static ofImage(): Values {
    return new Values(new Map(), false);
  }

  /** Of a stage upon this one. */
  upon(): Values {
    return new Values(this.#environment, false);
  }

  /** Puts values in. A variable whose value nobody knows is not readable: what is judged has to be what is built. */
  expand(text: string, token: string): string {
    const lookUp = (name: string) => {
      const value = this.#known.get(name);
      if (value === undefined && !this.#closed) throw new Unreadable(`the value of the variable ${name} is not known`);
      return value;
    };
    return expanded(text, { token, lookUp });
  }

  /** Variables that a text names, and that have no value. */
  unsetIn(text: string): readonly string[] {
    const names = [...text.matchAll(/\$\{?([A-Za-z_]\w{0,100})/g)].map(([, name = ""]) => name);
    return [...new Set(names)].filter((name) => !this.#known.get(name));
  }

  /** ARG before the first FROM. */
  declare(instruction: Instruction, token: string, { args }: Surroundings): void {
    for (const [name, value] of argumentsOf(instruction)) {
      const set = given(args, name) ?? (value === undefined ? undefined : this.expand(value, token));
      // Without a value it is empty, whatever it was before.
      this.#known.set(name, set ?? "");
    }
  }

  /** ARG or ENV in a stage. All values of an instruction see what was before it. */
  remember(instruction: Instruction, token: string, globals: Values, { args }: Surroundings): void {
    if (instruction.keyword === "ARG") {
      const set = argumentsOf(instruction).map(([name, value]) => {
        const ready =
          given(args, name) ?? (value === undefined ? globals.#known.get(name) : this.#quietly(value, token));
        return { name, value: ready, isSet: ready !== undefined || value !== undefined };
      });
      for (const { name, value, isSet } of set) if (isSet) this.#set(name, value);
    }
    if (instruction.keyword === "ENV") {
      const set = pairsOf(instruction).map(
        ([name, value]) => [this.#quietly(name, token), this.#quietly(value, token)] as const,
      );
      for (const [name, value] of set) {
        if (name === undefined) continue;
        this.#set(name, value);
        if (value === undefined) this.#environment.delete(name);
        else this.#environment.set(name, value);
      }
    }
  }

  #set(name: string, value: string | undefined): void {
    if (value === undefined) this.#known.delete(name);
    else this.#known.set(name, value);
  }

  #quietly(text: string, token: string): string | undefined {
    try {
      return this.expand(text, token);
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  }
}

function given(args: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(args, name) ? args[name] : undefined;
}
