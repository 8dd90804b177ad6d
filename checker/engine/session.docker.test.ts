import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { Session } from "./session.ts";

const { env } = process;
const { signal } = new AbortController();
let session: Session;
beforeAll(async () => {
  await ensureReady({ env, say: () => {} });
  session = new Session({ docker: connect(env), env, emit: () => undefined, signal });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

test.each([
  [32.306, { ok: true, late: false }],
  [0, { ok: false, late: true }],
  [-1.5, { ok: false, late: true }],
])("a command may have %s s, which is what is left of a part", async (deadline, result) => {
  expect(await session.cli(["version"], { deadline })).toMatchObject(result);
});
