import { expect, test } from "vitest";
import { attempt, resultOf } from "../../../e2e/attempt.ts";
import type { Edit } from "../../../kit/answers/answers.ts";

const TITLE = "compose: your images and your compose file fit together";

async function verdict(edit: Edit): Promise<string> {
  const report = await attempt(process.env, { part: "part2", edit });
  const { outcome } = resultOf(report, TITLE);
  return outcome.status === "failed" ? outcome.finding.message : outcome.status;
}

test("an image that breaks the stack is named", async () => {
  const said = await verdict((draft) => draft.replace("webui/Dockerfile", "redis@3", "redis@5"));
  expect(said).toMatch(/works with the reference's webui, so the fault is in your image of webui/);
});

test("a service that the others cannot use is named", async () => {
  const said = await verdict((draft) => {
    draft.replace("hasher/Dockerfile", /^CMD .*$/m, 'CMD ["ruby", "-e", "load %q(hasher.rb); set :port, 81"]');
  });
  expect(said).toMatch(/so the fault is in your image of hasher/);
});

test("nobody is blamed for a port that is written the wrong way round", async () => {
  expect(await verdict((draft) => draft.replace("docker-compose.yml", "8000:80", "80:8000"))).toBe("passed");
});

test("the bonus names it, too, before anything was measured", async () => {
  const edit: Edit = (draft) => {
    draft.replace("hasher/Dockerfile", /^CMD .*$/m, 'CMD ["ruby", "-e", "load %q(hasher.rb); set :port, 81"]');
  };
  const report = await attempt(process.env, { part: "bonus", edit });
  const { outcome } = resultOf(report, "bonus: ten workers with your fix");
  if (outcome.status !== "failed") throw new Error(`not failed: ${outcome.status}`);
  expect(outcome.finding.message).toBe("The container of hasher exited with code 0.");
  expect(outcome.finding.hint).toMatch(/works with the reference's hasher, so the fault is in your image of hasher/);
});
