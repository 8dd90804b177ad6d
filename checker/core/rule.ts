import { Finding } from "./errors.ts";

/** What is refused before anything runs. A rule reads as a sentence: what it is called, why, what to do instead. */
export interface Rule {
  /** Stable: the code of its findings. */
  readonly id: string;
  /** Why it is dangerous where one machine judges a whole class. */
  readonly why: string;
  readonly instead: string;
  /** What it refuses, as short as it can be: docs/codes.md shows it, and the rule's spec judges it where it is text. */
  readonly example: string;
}

/** Where something stands in the submission. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
}

/** The finding that says that a rule refuses something. `what` is quoted as the student wrote it. */
export function refusal({ id, why, instead }: Omit<Rule, "example">, what: string, place: Place): Finding {
  return new Finding({ code: id, look: instead }, `Refused before anything ran: ${shortened(what)}`, {
    expected: instead,
    actual: what,
    hint: why,
    ...place,
  });
}

function shortened(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length > 100 ? `${line.slice(0, 100)} …` : line;
}
