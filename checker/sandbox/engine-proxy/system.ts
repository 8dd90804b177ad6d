import { answerJson, answerWith } from "./answers.ts";
import { type Endpoint, enginePath } from "./call.ts";
import { ofRun } from "./filters.ts";

type Act = Endpoint["act"];
type Json = Record<string, unknown>;

/** Before every command: which version of the API to speak, and that builds are to be sent whole. */
export const ping: Act = async (run, call, answer) => {
  const reply = await run.stream(call.endpoint.method, "/_ping");
  const headers = ["api-version", "docker-experimental", "ostype"].flatMap((name) => {
    const value = reply.headers[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  answer.writeHead(reply.statusCode ?? 502, { ...Object.fromEntries(headers), "builder-version": "1" });
  reply.pipe(answer);
};

/** What scripts ask the engine about itself. Where it is and what else it does is not among it. */
const TOLD = [
  ...["ServerVersion", "OSType", "Architecture", "OperatingSystem", "KernelVersion", "NCPU", "MemTotal", "Driver"],
  ...["CgroupDriver", "CgroupVersion", "DefaultRuntime", "SecurityOptions", "MemoryLimit", "SwapLimit", "PidsLimit"],
  ...["CpuCfsPeriod", "CpuCfsQuota", "CPUShares", "CPUSet", "IPv4Forwarding", "OomKillDisable", "Plugins", "Swarm"],
];

export const info: Act = async (run, call, answer) => {
  const { status, text } = await run.ask("GET", await enginePath(run, call));
  if (status !== 200) return answerWith(run, answer, { status, text });
  const told = JSON.parse(text) as Json;
  const own = await run.docker.listContainers({ all: true, filters: ofRun({}, run.names, run.session.id) as never });
  const count = (state: string) => own.filter(({ State }) => State === state).length;
  answerJson(run, answer, 200, {
    ...Object.fromEntries(TOLD.map((key) => [key, told[key]])),
    Name: "docker",
    Images: (await run.images.list()).length,
    Containers: own.length,
    ContainersRunning: count("running"),
    ContainersPaused: count("paused"),
    ContainersStopped: own.length - count("running") - count("paused"),
  });
};
