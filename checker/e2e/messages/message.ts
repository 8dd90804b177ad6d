import type { Edit } from "../../kit/answers/answers.ts";

/** Something wrong, and up to which check it is judged. What is said of it stands in a golden file of this name. */
export interface Message {
  readonly name: string;
  readonly part: string;
  readonly lab?: string;
  readonly until: string;
  readonly edit: Edit;
}

export const FILE = "docker-compose.yml";
export const VALID = "compose: the file is there and valid";
export const UP = "compose: one up starts everything";

export const visits = { lab: "visits", part: "visits" } as const;
export const voting = { lab: "voting", part: "voting" } as const;
export const rng = (until: string) => ({ part: "part1", until: `rng: ${until}` }) as const;

export const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
