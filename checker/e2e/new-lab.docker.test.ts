import { randomUUID } from "node:crypto";
import { execa } from "execa";
import { expect, test, vi } from "vitest";
import { projectWith } from "./new-lab.ts";

// Several stacks are judged.
vi.setConfig({ testTimeout: 900_000 });

/** The reference, and the wrong answers that take the most of the checker: another program does what the given one does. */
const SAMPLE = "without Internet|another program beside the given one";
/** `WORKSHOP_PROVE=all`: all of it, as `npm run prove` judges it. */
const [only, title] =
  process.env.WORKSHOP_PROVE === "all"
    ? [[], "a new lab is proven as it is"]
    : [["--only", SAMPLE], "of a new lab as it is, the reference and two wrong answers are proven"];

test(title, async () => {
  const name = `made-${randomUUID().slice(0, 8)}`;
  await using project = await projectWith(name);
  try {
    const cli = ["--import", "tsx", "checker/cli.ts"];
    const said = await project.run(process.execPath, ...cli, "prove", name, ...only);
    expect(said).toMatch(/\b([3-9]|\d\d)\/\1 {2}proven/);
    expect(said).not.toMatch(/NOT PROVEN|UNTESTED/);
  } finally {
    await execa("docker", ["image", "rm", `workshop/${name}-app:reference`], { reject: false });
  }
});
