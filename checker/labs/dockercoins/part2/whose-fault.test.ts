import { expect, test } from "vitest";
import { Finding } from "../../../core/errors.ts";
import { codes } from "../codes.ts";
import { Troubles } from "./whose-fault.ts";

test("what another image might cure is remembered, whatever its words are", () => {
  expect(new Troubles(new Finding("ENDED_EARLY", "any words")).any).toBe(true);
  expect(new Troubles(new Finding(codes.NO_HASHES, "any words")).any).toBe(true);
  expect(new Troubles(new Finding(codes.TOO_SLOW, "no hashes, does not answer, ended by itself")).any).toBe(false);
});

test("the service that a finding is about comes first; one that its words mention does not", () => {
  const [first, ...others] = new Troubles(new Finding("NO_ANSWER", "rng", { service: "worker" })).suspects;
  expect(first).toBe("worker");
  expect(others).toHaveLength(3);
});
