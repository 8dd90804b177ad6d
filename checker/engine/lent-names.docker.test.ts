import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { isLentName, lend, lentName, takeBack } from "./lent-names.ts";
import { thisOwner } from "./owner.ts";
import { sweepDead } from "./sweep.ts";

const IMAGE = "redis:latest";
const { env } = process;
const docker = connect(env);

beforeAll(() => ensureReady({ env, say: () => {}, images: [IMAGE] }), 600_000);

const namesOf = async (id: string): Promise<readonly string[]> =>
  (await docker.getImage(id).inspect()).RepoTags.filter(isLentName);

/** A process that says who it is, lends a name, and waits to be killed. */
const CHILD = `
const at = (file) => import(${JSON.stringify(fileURLToPath(new URL("./", import.meta.url)))} + file);
const { thisOwner } = await at("owner.ts");
const { lend, lentName } = await at("lent-names.ts");
const { connect } = await at("connect.ts");
const name = lentName(thisOwner(), "0a1b", 1);
await lend(connect(process.env), process.argv[1], name);
console.log(name);
setInterval(() => {}, 1000);
`;

test("names of a run that was killed are taken back by the next one, and those of a living one stay", async () => {
  const { Id } = await docker.getImage(IMAGE).inspect();
  const mine = lentName(thisOwner(), "0a1b", 1);
  await lend(docker, Id, mine);
  const child = execa(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", CHILD, Id], {
    reject: false,
  });
  try {
    const theirs = await new Promise<string>((said) => child.stdout.once("data", (line) => said(String(line).trim())));
    expect(await namesOf(Id)).toEqual(expect.arrayContaining([mine, theirs]));
    await sweepDead(docker);
    expect(await namesOf(Id)).toEqual(expect.arrayContaining([mine, theirs]));
    child.kill("SIGKILL");
    await child;
    await sweepDead(docker);
    const left = await namesOf(Id);
    expect(left).toContain(mine);
    expect(left).not.toContain(theirs);
  } finally {
    child.kill("SIGKILL");
    await takeBack(docker, [mine], { "workshop.test": "lent-names" });
  }
  expect(await namesOf(Id)).not.toContain(mine);
  expect((await docker.getImage(IMAGE).inspect()).Id).toBe(Id);
});

test("a name fits, however long its owner is", () => {
  // See owner.ts.
  const owner = "x".repeat(60);
  const [repository = "", tag = ""] = lentName(owner, "0a1b2c3d", 999).split(":");
  expect(repository.length).toBeLessThanOrEqual(255);
  expect(tag).toMatch(/^\w[\w.-]{0,127}$/);
});
