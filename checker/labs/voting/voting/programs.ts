import { answersSomewhere, type Program } from "../../../kit/kit.ts";
import { isPage } from "./alone.ts";
import { said } from "./ballot.ts";
import type { Page } from "./services.ts";

/**
 * The given code that runs as it was handed out, and what it is known by. (The worker's is compiled: what runs is what a
 * compiler has made of it.) A page of plain files may come from a server in front of result: its numbers do not.
 */
export const PROGRAMS: Readonly<Record<Page, Program>> = {
  vote: {
    service: "vote",
    file: "vote/vote.py",
    works: async (agent) => (await answersSomewhere(agent, "/", (answer) => isPage("vote", answer))) !== undefined,
  },
  result: {
    service: "result",
    file: "result/result.js",
    works: async (agent) =>
      (await answersSomewhere(agent, "/json", ({ status, body }) => {
        const { tally, words } = said(body.toString("utf8"));
        return status === 200 ? tally !== undefined : status === 503 && words.includes("The database does not answer");
      })) !== undefined,
  },
};
