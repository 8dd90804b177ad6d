import { lines, passed, seen, streamed } from "./answers.ts";
import { build } from "./builds.ts";
import type { Endpoint } from "./call.ts";
import * as containers from "./containers.ts";
import { create } from "./create.ts";
import { events } from "./events.ts";
import * as images from "./image-acts.ts";
import * as networks from "./networks.ts";
import { info, ping } from "./system.ts";
import { inspected } from "./views.ts";

type Act = Endpoint["act"];

const LOGS = ["follow", "stdout", "stderr", "since", "until", "timestamps", "tail", "details"];
const ATTACH = ["stream", "stdin", "stdout", "stderr", "logs", "detachKeys"];
const ARCHIVE = ["path", "noOverwriteDirNonDir", "copyUIDGID"];
const BUILD = [
  ...["t", "dockerfile", "remote", "q", "nocache", "cachefrom", "pull", "rm", "forcerm", "version", "buildid"],
  ...["memory", "memswap", "cpushares", "cpusetcpus", "cpusetmems", "cpuperiod", "cpuquota", "shmsize", "ulimits"],
  ...[
    "buildargs",
    "labels",
    "networkmode",
    "target",
    "platform",
    "extrahosts",
    "isolation",
    "cgroupparent",
    "securityopt",
  ],
];

/**
 * The closed list of what a script may ask of the engine: what is on no row is refused. Names in a path mean what the run has
 * made, and nothing else is found by them; of a request only what its row says goes on to the engine.
 */
export const ENDPOINTS: readonly Endpoint[] = [
  row("HEAD /_ping", [], ping),
  row("GET /_ping", [], ping),
  row("GET /version", [], passed),
  row("GET /info", [], info),
  row("GET /events", ["since", "until", "filters"], events),

  row("GET /containers/json", ["all", "limit", "size", "filters"], containers.list),
  row("POST /containers/create", ["name", "platform"], create),
  row("POST /containers/prune", ["filters"], containers.prune),
  row(
    "GET /containers/{container}/json",
    ["size"],
    seen((told: never, run) => inspected(told, run.session.id)),
  ),
  row("GET /containers/{container}/top", ["ps_args"], containers.top),
  row("GET /containers/{container}/logs", LOGS, streamed()),
  row("GET /containers/{container}/changes", [], passed),
  row("GET /containers/{container}/export", [], streamed()),
  row("GET /containers/{container}/stats", ["stream", "one-shot"], lines),
  row("POST /containers/{container}/start", ["detachKeys"], containers.start),
  row("POST /containers/{container}/restart", ["t", "signal"], containers.start),
  row("POST /containers/{container}/stop", ["t", "signal"], passed),
  row("POST /containers/{container}/kill", ["signal"], passed),
  row("POST /containers/{container}/pause", [], passed),
  row("POST /containers/{container}/unpause", [], passed),
  row("POST /containers/{container}/resize", ["h", "w"], passed),
  row("POST /containers/{container}/rename", ["name"], containers.rename),
  row("POST /containers/{container}/update", [], containers.update),
  row("POST /containers/{container}/wait", ["condition"], streamed()),
  row("POST /containers/{container}/attach", ATTACH, streamed(), { hijacks: true }),
  row("DELETE /containers/{container}", ["v", "force"], containers.remove),
  row("HEAD /containers/{container}/archive", ["path"], streamed()),
  row("GET /containers/{container}/archive", ["path"], streamed()),
  row("PUT /containers/{container}/archive", ARCHIVE, streamed({ takes: true })),
  row("POST /containers/{container}/exec", [], containers.createExec),
  row("POST /exec/{exec}/start", [], containers.startExec, { hijacks: true }),
  row("POST /exec/{exec}/resize", ["h", "w"], passed),
  row("GET /exec/{exec}/json", [], passed),

  row("GET /networks", ["filters"], networks.filtered),
  row("POST /networks/create", [], networks.createNetwork),
  row("POST /networks/prune", ["filters"], networks.filtered),
  row("GET /networks/{network}", ["verbose", "scope"], passed),
  row("POST /networks/{network}/connect", [], networks.connect),
  row("POST /networks/{network}/disconnect", [], networks.disconnect),
  row("DELETE /networks/{network}", [], passed),

  row("GET /volumes", ["filters"], networks.filtered),
  row("POST /volumes/create", [], networks.createVolume),
  row("POST /volumes/prune", ["filters"], networks.filtered),
  row("GET /volumes/{volume}", [], passed),
  row("DELETE /volumes/{volume}", ["force"], passed),

  row("GET /images/json", ["all", "filters", "shared-size", "digests"], images.list),
  row("POST /images/create", ["fromImage", "tag", "platform"], images.pull),
  row("POST /images/prune", ["filters"], networks.filtered),
  row("GET /images/{image}/json", [], images.inspect),
  row("GET /images/{image}/history", [], passed),
  row("POST /images/{image}/tag", ["repo", "tag"], images.tag),
  row("POST /images/{image}/push", ["tag", "platform"], images.push),
  row("DELETE /images/{image}", ["force", "noprune"], images.remove),
  row("POST /build", BUILD, build),
  row("POST /build/prune", ["all", "filters", "keep-storage"], images.pruneBuilds),
];

function row(what: string, query: readonly string[], act: Act, more: Pick<Endpoint, "hijacks"> = {}): Endpoint {
  const [method = "", path = ""] = what.split(" ");
  return { method, path, query, act, ...more };
}
