import { describe, expect, test } from "vitest";
import { readPolicy } from "./apt.ts";
import { byHand, enginePackages, needsNewerEngine, pluginPackage } from "./plan.ts";
import { atLeast, readVersion } from "./plugins.ts";

/** What `apt-cache policy` says of the packages that matter, by release. */
const RELEASES = {
  "Debian 12": { "docker.io": "20.10.24+dfsg1-1+deb12u1", "docker-compose": "1.29.2-3" },
  "Debian 13": {
    "docker.io": "26.1.5+dfsg1-9",
    "docker-cli": "26.1.5+dfsg1-9",
    "docker-compose": "2.26.1-4",
    "docker-buildx": "0.13.1+ds1-3",
  },
  "Ubuntu 24.04": {
    "docker.io": "27.5.1-0ubuntu3",
    "docker-compose": "1.29.2-6",
    "docker-compose-v2": "2.33.0+ds1-0ubuntu1",
    "docker-buildx": "0.21.3-0ubuntu1",
  },
  "Docker's packages": {
    "docker.io": "20.10.24",
    "docker-compose-plugin": "2.39.1-1~debian.12~bookworm",
    "docker-buildx-plugin": "0.26.1-1~debian.12~bookworm",
  },
} as const;

test.each([
  ["Debian 12", ["docker.io", "iptables"], undefined, undefined],
  ["Debian 13", ["docker.io", "docker-cli", "iptables"], "docker-compose", "docker-buildx"],
  ["Ubuntu 24.04", ["docker.io", "iptables"], "docker-compose-v2", "docker-buildx"],
  ["Docker's packages", ["docker.io", "iptables"], "docker-compose-plugin", "docker-buildx-plugin"],
] as const)("on %s", (release, engine, compose, buildx) => {
  const candidates = new Map<string, string>(Object.entries(RELEASES[release]));
  expect(enginePackages(candidates)).toEqual(engine);
  expect(pluginPackage("compose", candidates)).toBe(compose);
  expect(pluginPackage("buildx", candidates)).toBe(buildx);
});

test.each([
  ["Debian 12", "debian", "bookworm", true, true],
  ["Debian 12 that installs from no Debian archive", "debian", "bookworm", false, false],
  ["Debian 13", "debian", "trixie", true, false],
  ["Debian 11, whose C library is too old", "debian", "bullseye", true, false],
  ["Ubuntu", "ubuntu", "noble", true, false],
] as const)("%s: takes Debian 13's engine or its own", (_, distribution, codename, archive, newer) => {
  const machine = { platform: "linux", distribution, codename, debianLike: true, root: true, systemd: false } as const;
  expect(needsNewerEngine(machine, archive ? {} : undefined)).toBe(newer);
});

test("apt's answer is read, and a package without a candidate is none", () => {
  const text =
    "docker.io:\n  Installed: (none)\n  Candidate: 20.10.24+dfsg1-1\n  Version table:\n     20.10.24+dfsg1-1 500\n" +
    "docker-buildx:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n";
  expect(readPolicy(text)).toEqual(new Map([["docker.io", "20.10.24+dfsg1-1"]]));
});

describe("versions", () => {
  test.each([
    ["2.20.0", "2.20.0", true],
    ["2.9.9", "2.20.0", false],
    ["10.0.0", "2.20.0", true],
    ["2.26.1", "2.20.0", true],
    ["1.29.2", "2.20.0", false],
  ])("%s at least %s: %s", (a, b, yes) => {
    expect(atLeast(a, b)).toBe(yes);
  });

  test("are read from what a plugin tells about itself", () => {
    expect(readVersion('{"SchemaVersion":"0.1.0","Vendor":"Docker Inc.","Version":"v2.26.1-4"}')).toBe("2.26.1");
    expect(readVersion('{"Version": "0.13.1+ds1"}')).toBe("0.13.1");
    expect(readVersion("Segmentation fault")).toBeUndefined();
  });
});

test.each([
  ["darwin", false, "Docker Desktop"],
  ["win32", false, "Docker Desktop"],
  ["linux", true, "sudo apt-get install --no-install-recommends docker.io"],
  ["linux", false, "docs.docker.com/engine/install"],
] as const)("by hand on %s (Debian: %s): %s", (platform, debianLike, said) => {
  expect(byHand(platform, debianLike, ["docker.io"])).toContain(said);
});
