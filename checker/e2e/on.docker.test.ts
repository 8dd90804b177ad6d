import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { ROOT } from "./command.ts";
import { canHaveOwnEngine } from "./private-engine.ts";

const on = (...words: readonly string[]) =>
  execa(process.execPath, ["--import", "tsx", "checker/e2e/on.ts", ...words], { cwd: ROOT, reject: false });

describe.runIf(canHaveOwnEngine)("npm run on --", () => {
  test("ends with the command's exit code", async () => {
    expect(await on("sh", "-c", "exit 7")).toMatchObject({ exitCode: 7 });
  });

  test("--user: somebody else, in the engine's group, with a home", async () => {
    const { stdout } = await on("--user", "sh", "-c", 'id -u; touch "$HOME/mine"; docker version -f "{{.Server.Os}}"');
    expect(stdout).toBe("1234\nlinux");
  });

  test("tells what the command left behind", async () => {
    const { exitCode, stderr } = await on("sh", "-c", 'touch "$TMPDIR/left"');
    expect(stderr).toContain("left in the folder for temporary files: left");
    expect(exitCode).toBe(4);
  });
});
