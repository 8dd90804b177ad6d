import { expect, test } from "vitest";
import { engineError } from "./errors.ts";
import { faultIn, faultOf } from "./faults.ts";

const POOL =
  "could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network";
const CHAIN =
  "driver failed programming external connectivity on endpoint workshop-1-rng (0a1b):  (iptables failed: iptables --wait -t nat -A DOCKER -p tcp -d 127.0.0.1 --dport 49153 -j DNAT --to-destination 172.18.0.2:80 ! -i br-1: iptables: No chain/target/match by that name.\n (exit status 1))";

test.each([
  ["NO_ADDRESSES", POOL],
  ["NO_ADDRESSES", "all predefined address pools have been fully subnetted"],
  ["ENGINE_FIREWALL", CHAIN],
  [
    "ENGINE_FIREWALL",
    "Failed to Setup IP tables: Unable to enable SKIP DNAT rule:  (iptables failed: iptables --wait -t nat -I DOCKER -i br-1 -j RETURN: iptables: No chain/target/match by that name.",
  ],
  [
    "ENGINE_FIREWALL",
    "failed to set up container networking: driver failed programming external connectivity on endpoint x (1): Unable to enable DNAT rule: (iptables failed: iptables --wait -t nat -A DOCKER",
  ],
])("%s: %.60s", (code, words) => {
  expect(faultOf(`(HTTP code 500) server error - ${words} `)?.code).toBe(code);
  expect(
    faultIn(` Network a  Creating\nfailed to create network a_b: Error response from daemon: ${words}\n`)?.code,
  ).toBe(code);
  expect(faultIn(` Container a  Starting\nError response from daemon: ${words}\n`)?.code).toBe(code);
});

test.each([
  "driver failed programming external connectivity on endpoint a (1): Bind for 127.0.0.1:8000 failed: port is already allocated",
  `OCI runtime create failed: exec: "${POOL}": executable file not found in $PATH`,
  `failed to create task: exec: "driver failed programming external connectivity iptables": not found`,
  "No such image: rng",
])("the student's: %.60s", (words) => {
  expect(faultOf(`(HTTP code 500) server error - ${words} `)).toBe(undefined);
  expect(faultIn(`Error response from daemon: ${words}\n`)).toBe(undefined);
});

test("an engine is away when nobody listens; a missing file or a connection that broke off does not say so", () => {
  const error = (code: string, syscall?: string) => Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
  expect(engineError(error("ECONNREFUSED", "connect"))).toMatchObject({ code: "ENGINE_AWAY" });
  expect(engineError(error("ENOENT", "connect"))).toMatchObject({ code: "ENGINE_AWAY" });
  expect(engineError(error("ECONNRESET"))).toMatchObject({ code: "ENGINE_BROKE_OFF" });
  expect(engineError(error("EPIPE", "write"))).toMatchObject({ code: "ENGINE_BROKE_OFF" });
  for (const other of [error("ENOENT", "spawn docker"), error("ENOENT", "open"), new Error("connect ECONNREFUSED")])
    expect(engineError(other)).toBe(other);
});

test("ulimits that this engine may not set are our limit", () => {
  const runc =
    "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error setting rlimits for ready process: error setting rlimit type 7: operation not permitted: unknown";
  expect(faultIn(`Error response from daemon: ${runc}`)?.code).toBe("ULIMIT_REFUSED");
  expect(faultIn("db-1  | error setting rlimit type 7")).toBeUndefined();
});
