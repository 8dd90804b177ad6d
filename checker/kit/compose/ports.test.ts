import { expect, test } from "vitest";
import { Finding } from "../../core/errors.ts";
import { recognise } from "../../core/fingerprints.ts";
import type { Model, PortSpec } from "../../engine/compose.ts";
import { publishedOnce, publisher } from "./ports.ts";

const model = (...ports: readonly PortSpec[]): Model => ({ name: "x", services: { web: { ports }, db: {} } });
const web = { service: "web", target: 80 };

function finding(ports: readonly PortSpec[], published = 8000, right = web): Finding {
  try {
    publisher(model(...ports), published, right);
  } catch (error) {
    if (error instanceof Finding) return error;
  }
  throw new Error("no finding");
}

const codeOf = (found: Finding) => recognise(found)?.code;

test("finds who publishes a port, wherever it leads", () => {
  const found = publisher(model({ target: 9 }, { published: "8000", target: 81 }), 8000, web);
  expect(found).toEqual({ published: 8000, service: "web", target: 81 });
});

test("a range of ports is published port by port", () => {
  const range = model({ published: "8000-8002", target: 80 });
  for (const published of [8000, 8002])
    expect(publisher(range, published)).toEqual({ published, service: "web", target: 80 });
  expect(() => publisher(range, 8003)).toThrow(/No service publishes port 8003/);
});

test("says which ports are published instead, any and udp among them", () => {
  expect(finding([]).details.actual).toBe("no published port");
  const { actual } = finding([{ target: 80 }, { published: "8000", target: 80, protocol: "udp" }]).details;
  expect(actual).toBe("port (any) leads to port 80 of web; port 8000 leads to port 80 of web (udp)");
});

test("two numbers the wrong way round are recognised, another port of the machine is not one of them", () => {
  const reversed = finding([{ published: "80", target: 8000 }]);
  expect(reversed.details.hint).toMatch(/order of the two numbers/);
  expect(codeOf(reversed)).toBe("PORTS_REVERSED");
  const other = finding([{ published: "8080", target: 5000 }], 5000, { service: "web", target: 5000 });
  expect(other.details.hint).toBe("Look at the ports of web.");
  expect(codeOf(other)).toBeUndefined();
});

test("a port of the machine leads to one container, unless the protocols differ", () => {
  const tcp = { published: "53", target: 53 };
  expect(() => publishedOnce(model(tcp, { ...tcp, protocol: "udp" }), "f")).not.toThrow();
  expect(() => publishedOnce(model(tcp, { ...tcp, protocol: "tcp" }), "f")).toThrow(/published twice/);
});

test("a port may be published on several addresses of the machine, but on each only once", () => {
  const on = (...addresses: string[]) =>
    model(...addresses.map((host_ip) => ({ published: "80", target: 80, ...(host_ip && { host_ip }) })));
  for (const addresses of [
    ["127.0.0.1", "::1"],
    ["0.0.0.0", "::"],
    ["127.0.0.1", "127.0.0.2"],
  ])
    expect(() => publishedOnce(on(...addresses), "f")).not.toThrow();
  for (const addresses of [
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "0.0.0.0"],
    ["", "127.0.0.1"],
    ["::", "::1"],
  ])
    expect(() => publishedOnce(on(...addresses), "f")).toThrow(/published twice/);
  const others = model({ published: "80", target: 80, host_ip: "::1" }, { published: "80", target: 81, host_ip: "::" });
  expect(() => publishedOnce(others, "f")).toThrow(/published twice/);
});

test.each([
  [
    "one fixed port and three containers",
    { replicas: 3 },
    [{ published: "8000", target: 80 }],
    /cannot have 3 containers/,
  ],
  [
    "a second port that is fixed",
    { replicas: 2 },
    [{ target: 81 }, { published: "8000", target: 80 }],
    /port 8000 leads/,
  ],
  ["a range that is too short", { replicas: 4 }, [{ published: "8000-8002", target: 80 }], /cannot have 4 containers/],
  [
    "a port on loopback, of udp",
    { replicas: 2 },
    [{ published: "53", target: 53, host_ip: "127.0.0.1", protocol: "udp" }],
    /53/,
  ],
])("%s: the containers cannot all start", (_, deploy, ports, says) => {
  const crowded: Model = { name: "x", services: { web: { ports, deploy }, db: {} } };
  expect(() => publishedOnce(crowded, "compose.yml")).toThrow(Finding);
  expect(() => publishedOnce(crowded, "compose.yml")).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ file: "compose.yml" }) }),
  );
  try {
    publishedOnce(crowded, "compose.yml");
  } catch (error) {
    expect(`${(error as Finding).message} ${(error as Finding).details.actual}`).toMatch(says);
  }
});

test.each([
  ["no container", { replicas: 0 }, [{ published: "8000", target: 80 }]],
  ["one container", { replicas: 1 }, [{ published: "8000", target: 80 }]],
  ["a range that is wide enough", { replicas: 3 }, [{ published: "8000-8002", target: 80 }]],
  ["ports that the engine chooses", { replicas: 3 }, [{ target: 80 }, { published: "0", target: 81 }]],
])("%s: nothing is in the way", (_, deploy, ports) => {
  expect(() => publishedOnce({ name: "x", services: { web: { ports, deploy } } }, "compose.yml")).not.toThrow();
});

test("the number of containers that is asked for counts, not the one in the file", () => {
  const fixed: Model = { name: "x", services: { web: { ports: [{ published: "8000", target: 80 }] } } };
  expect(() => publishedOnce(fixed, "compose.yml", { web: 10 })).toThrow(/web cannot have 10 containers/);
  const crowded: Model = { name: "x", services: { web: { scale: 3, ports: [{ published: "8000", target: 80 }] } } };
  expect(() => publishedOnce(crowded, "compose.yml")).toThrow(/3 containers/);
  expect(() => publishedOnce(crowded, "compose.yml", { web: 1 })).not.toThrow();
});
