/**
 * Keys that can do no harm, whatever their value is: dotted paths, `*` for any one name or number. All that is below
 * them is harmless, too. What is neither here nor judged by a rule is refused. What a container may use is limited by
 * the checker in any case (engine/limits.ts), and so are logs, names and published addresses: those keys are here.
 */
export const HARMLESS: readonly string[] = [
  "name",
  "version",
  ...below("networks.*", "name", "internal", "attachable", "enable_ipv4"),
  ...below("volumes.*", "name"),
  ...below("configs.*", "name", "file", "content", "labels"),
  ...below("secrets.*", "name", "file", "labels"),
  ...below("services.*.build", "context", "dockerfile", "dockerfile_inline", "target", "no_cache", "pull", "platforms"),
  ...below("services.*.build", "ulimits", "isolation"),
  ...below("services.*.deploy", "mode", "endpoint_mode", "placement", "update_config", "rollback_config"),
  ...below("services.*.deploy", "restart_policy", "resources.limits"),
  ...below("services.*.deploy.resources.reservations", "cpus", "memory", "pids"),
  ...below("services.*.networks.*", "aliases", "priority", "mac_address", "gw_priority", "interface_name"),
  ...below("services.*.ports.*", "mode", "host_ip", "target", "published", "protocol", "name", "app_protocol"),
  ...below("services.*.volumes.*", "source", "target", "read_only", "consistency", "tmpfs"),
  ...below("services.*.volumes.*", "volume.nocopy", "volume.subpath", "bind.create_host_path", "bind.recursive"),
  ...below("services.*", "command", "entrypoint", "environment", "env_file", "working_dir", "user", "hostname"),
  ...below("services.*", "domainname", "container_name", "depends_on", "expose", "links", "healthcheck", "restart"),
  ...below("services.*", "init", "tty", "stdin_open", "read_only", "tmpfs", "ulimits", "platform", "pull_policy"),
  ...below("services.*", "profiles", "attach", "stop_signal", "stop_grace_period", "logging", "cap_drop", "configs"),
  ...below("services.*", "secrets", "dns_search", "mac_address", "cpus", "cpuset", "cpu_shares", "cpu_quota"),
  ...below("services.*", "cpu_period", "mem_limit", "memswap_limit", "mem_reservation", "pids_limit"),
  ...below("services.*", "cpu_count", "cpu_percent", "pull_refresh_after"),
  "services.*.dns_opt",
];

function below(path: string, ...keys: readonly string[]): readonly string[] {
  return keys.map((key) => `${path}.${key}`);
}
