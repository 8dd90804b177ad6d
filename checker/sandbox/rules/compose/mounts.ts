import type { ComposeRule } from "./rule.ts";

export const mounts: ComposeRule = {
  id: "compose-mount",
  at: ["services.*.volumes.*.type"],
  why: "Only files of your own folder, volumes and memory can be mounted without touching the machine.",
  instead: "a folder of your own (./files:/app/files), or a named volume",
  example: "volumes: [{type: image, source: redis, target: /redis}]",
  allows: (value) => value === "bind" || value === "volume" || value === "tmpfs",
};
