import { expect, test } from "vitest";
import { connect } from "./connect.ts";
import { hasRoom } from "./room.ts";

test("an engine with room says so, and keeps nothing of the question", async () => {
  const docker = connect(process.env);
  const name = `workshop/room-test-${process.pid}`;
  expect(await hasRoom(docker, name, { "workshop.note": "room test" })).toBe(true);
  expect(await docker.listImages({ filters: { reference: [name] } })).toEqual([]);
  expect(await docker.listImages({ filters: { label: ["workshop.note=room test"] } })).toEqual([]);
});
