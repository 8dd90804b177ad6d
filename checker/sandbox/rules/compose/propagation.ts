import type { ComposeRule } from "./rule.ts";

export const propagation: ComposeRule = {
  id: "compose-propagation",
  at: ["services.*.volumes.*.bind.propagation", "services.*.volumes.*.bind.selinux"],
  why: "Mounts that are passed on can appear on the machine itself.",
  instead: "the mount without this key",
  example: "volumes: [{type: bind, source: data, target: /data, bind: {propagation: rshared}}]",
  allows: (value) => value === "rprivate" || value === "private" || value === "z" || value === "Z",
};
