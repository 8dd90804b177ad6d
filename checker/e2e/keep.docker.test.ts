import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { expect, test } from "vitest";
import { Report } from "../core/report.ts";
import { connect } from "../engine/connect.ts";
import { KEPT, OWNER, RUN } from "../engine/labels.ts";
import { ask } from "../probe/http.ts";
import { CheckCommand, check, temporaryFolder } from "./command.ts";
import { eventually, ownedBy } from "./engine.ts";

const docker = connect(process.env);
const { signal } = new AbortController();

/** Everything on the engine that bears the name of a project. */
async function named(project: string): Promise<string[]> {
  const lists = [
    ["ps", "--all", "--format", "{{.Names}}"],
    ["network", "ls", "--format", "{{.Name}}"],
    ["volume", "ls", "--format", "{{.Name}}"],
    ["images", "--format", "{{.Repository}}"],
  ];
  const found = await Promise.all(lists.map((list) => execa("docker", list)));
  return found.flatMap(({ stdout }) => stdout.split("\n")).filter((name) => name.includes(project));
}

test("--keep leaves the stack up at the address that it prints, and its command removes all of it", async () => {
  await using tmp = await temporaryFolder();
  const json = join(tmp.path, "report.json");
  const kept = new CheckCommand(["part2", "--in", "solutions", "--keep", "--json", json], { tmp: tmp.path });
  const { code, stdout, stderr } = await kept.ended;
  const report = Report.parse(JSON.parse(await readFile(json, "utf8")));
  expect(code, stderr).toBe(0);
  expect(report.points.earned).toBe(100);
  const [, url = "", removal = "", project = ""] =
    /(http:\/\/127\.0\.0\.1:\d+)[^(]*\(remove it with: (docker compose -p (\S+) .*)\)$/.exec(report.kept ?? "") ?? [];
  expect(stdout.replace(/\s+/g, " ")).toContain(url);
  try {
    const page = () => ask(`${url}/json`, { signal }).catch(() => undefined);
    await eventually("the page", async () => (await page())?.status === 200);

    const next = await check(["part1", "--in", "solutions"], { tmp: tmp.path });
    expect(next.code, next.stderr).toBe(0);
    expect((await page())?.status).toBe(200);
    expect((await named(project)).length).toBeGreaterThanOrEqual(5);
    expect(await ownedBy(docker, kept.owner)).toEqual([]);
  } finally {
    await execa("sh", ["-c", removal]);
  }
  expect(await named(project)).toEqual([]);
  expect(await labelled(`${KEPT}=${project.slice("workshop-".length)}`)).toBe("");
  await execa("docker", ["image", "inspect", "redis"]);

  await check(["part2", "--in", "labs"], { tmp: tmp.path });
  expect(await tmp.entries()).toEqual(["report.json"]);
});

test.each<[string, NodeJS.Signals, number]>([
  ["interrupted", "SIGINT", 130],
  ["killed", "SIGKILL", 137],
])("--keep that is %s keeps nothing", async (_, ending, code) => {
  await using tmp = await temporaryFolder();
  const command = new CheckCommand(["part2", "--in", "solutions", "--keep"], { tmp: tmp.path });
  await command.said(/passed {2}compose: one up starts everything/);
  const project = await projectOf(command);
  expect((await named(project)).length).toBeGreaterThanOrEqual(5);
  command.kill(ending);
  expect((await command.ended).code).toBe(code);
  if (ending === "SIGKILL") await check(["part2", "--in", "labs"], { tmp: tmp.path });
  expect(await named(project)).toEqual([]);
  expect(await labelled(`${KEPT}=${project.slice("workshop-".length)}`)).toBe("");
  expect(await tmp.entries()).toEqual([]);
});

/** The project of the stack that a command judges. */
async function projectOf({ owner }: CheckCommand): Promise<string> {
  const containers = await docker.listContainers({ filters: { label: [OWNER] } });
  const run = containers.find(({ Labels }) => Labels[OWNER]?.startsWith(owner))?.Labels[RUN];
  if (run === undefined) throw new Error("the command has no container");
  return `workshop-${run}`;
}

async function labelled(label: string): Promise<string> {
  const filter = ["--filter", `label=${label}`, "--quiet"];
  const found = await Promise.all([
    execa("docker", ["ps", "--all", ...filter]),
    execa("docker", ["images", ...filter]),
  ]);
  return found.map(({ stdout }) => stdout).join("");
}
