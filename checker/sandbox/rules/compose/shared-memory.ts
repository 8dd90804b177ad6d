import { atMost, type ComposeRule } from "./rule.ts";

export const sharedMemory: ComposeRule = {
  id: "compose-shared-memory",
  at: ["services.*.shm_size", "services.*.build.shm_size"],
  why: "Shared memory is memory of the machine.",
  instead: "at most 256 MiB, or the service without this key",
  example: "shm_size: 536870912",
  allows: atMost(256 * 1024 * 1024),
};
