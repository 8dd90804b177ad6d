import type { ComposeRule } from "./rule.ts";

export const hostNamespaces: ComposeRule = {
  id: "compose-host-namespaces",
  at: ["services.*.pid", "services.*.uts", "services.*.userns_mode", "services.*.cgroup", "services.*.cgroup_parent"],
  why: "In a namespace of the machine, or of another container, it sees and ends processes that are not its own.",
  instead: "the service without this key: each container gets namespaces of its own",
  example: "pid: host",
  allows: (value, { path }) => path.at(-1) === "cgroup" && value === "private",
};
