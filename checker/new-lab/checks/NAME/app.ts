import { answersSomewhere, type Program } from "../../../kit/kit.ts";

/** Where the app listens in its container, and where it is published on the machine. */
export const PORT = 8000;

/** Whether an answer is the greeting of the given code. */
export function greets({ status, body }: { readonly status: number; readonly body: Buffer }): boolean {
  return status === 200 && body.includes("Hello");
}

/** The given code, and what it is known by. */
export const APP: Program = {
  service: "app",
  file: "app/app.py",
  works: async (agent) => (await answersSomewhere(agent, "/", greets)) !== undefined,
};
