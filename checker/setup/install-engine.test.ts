import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Parts } from "../images/parts.ts";
import { putPrograms } from "../images/testing.ts";
import { consent } from "./consent.ts";
import { installEngine } from "./install-engine.ts";

const PROGRAMS: Readonly<Record<string, string>> = {
  "apt-cache": 'for name in "$@"; do [ "$name" = docker-cli ] || printf "%s:\\n  Candidate: 1\\n" "$name"; done',
  // Nothing is installed before npm has been asked: what waits for its turn never sees it.
  "apt-get": `echo "$@" >> "$FOLDER/apt"
    until [ -e "$FOLDER/npm-asked" ]; do sleep 0.02; done
    for name in dockerd mmdebstrap; do printf '#!/bin/sh\\n' > "$FOLDER/$name"; chmod +x "$FOLDER/$name"; done`,
  npm: 'touch "$FOLDER/npm-asked"; exit 1',
};

test("a fresh machine asks apt once, and the images' parts are begun meanwhile", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fresh-"));
  await putPrograms(folder, PROGRAMS);
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const env = { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder, XDG_STATE_HOME: folder };
  using parts = new Parts({ env, say, mirror: undefined });
  const engine = await installEngine({
    env,
    say,
    parts,
    consent: consent({ env, say }),
    images: "classroom",
    only: "build",
    machine: {
      platform: "linux",
      distribution: "debian",
      codename: "trixie",
      debianLike: true,
      root: true,
      systemd: false,
    },
  });
  expect(engine.dockerd).toBe(join(folder, "dockerd"));
  const asked = (await readFile(join(folder, "apt"), "utf8")).trim().split("\n");
  expect(asked).toEqual([expect.stringMatching(/^install .* docker\.io iptables mmdebstrap$/)]);
  expect(said.at(-1)).toBe("  Debian base image ...");
  await expect(parts.npm()).rejects.toThrow("npm");
  await parts.base().catch(() => undefined);
  await rm(folder, { recursive: true });
}, 20_000);
