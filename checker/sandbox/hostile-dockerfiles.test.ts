import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { builds } from "../../test/security/hostile/build.ts";
import { dockerfiles } from "../../test/security/hostile/dockerfiles.ts";
import type { HostileWork } from "../../test/security/hostile/work.ts";
import { Finding } from "../core/errors.ts";
import { Draft } from "../kit/answers/answers.ts";
import { judgeDockerfile } from "./dockerfile.ts";

const REFERENCE = fileURLToPath(new URL("../../solutions/dockercoins", import.meta.url));

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "hostile-test-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

test.each([...builds, ...dockerfiles])("$title: $rule", async ({ title, edit, rule, network }: HostileWork) => {
  const draft = new Draft(REFERENCE, join(home, title.replace(/\W+/g, "-")));
  edit(draft);
  const text = await readFile(join(draft.dir, "rng/Dockerfile"), "utf8");
  const judge = () => judgeDockerfile(text, { file: "rng/Dockerfile", network: network ?? "default" });
  expect(judge).toThrow(Finding);
  expect(judge).toThrow(
    expect.objectContaining({ code: rule, details: expect.objectContaining({ file: "rng/Dockerfile" }) }),
  );
});
