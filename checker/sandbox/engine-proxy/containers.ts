import { LIMIT } from "../../engine/limits.ts";
import { answerJson, answerWith, passed, streamTo } from "./answers.ts";
import { bodyOf, type Endpoint, enginePath } from "./call.ts";
import { EXEC, HOST, isZero, judgeable, known } from "./fields.ts";
import { filtersOf, ofRun } from "./filters.ts";
import { judge } from "./judge.ts";
import { invalid } from "./refused.ts";
import { shareOfOne } from "./share.ts";
import { listed } from "./views.ts";

type Act = Endpoint["act"];
type Json = Record<string, unknown>;

/** `docker update`: within the same limits. */
export const update: Act = async (run, call, answer) => {
  const body = await bodyOf(call);
  await judge({ services: { container: judgeable(body, HOST) } }, run.dir);
  const most = await shareOfOne(run);
  const within = (key: string, limit: number) =>
    isZero(body[key]) ? {} : { [key]: Number(body[key]) > 0 ? Math.min(Number(body[key]), limit) : limit };
  const memory = within("Memory", most.memory);
  const changed = {
    ...memory,
    ...("Memory" in memory && { MemorySwap: memory.Memory }),
    ...within("PidsLimit", most.pids),
    ...within("NanoCpus", LIMIT.cpus * 1e9),
    ...(!isZero(body.RestartPolicy) && { RestartPolicy: body.RestartPolicy }),
  };
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call), changed));
};

export const start: Act = async (run, call, answer) => {
  const container = await run.container(call.given.container ?? "");
  const path = await enginePath(run, { ...call, given: { container: container.Id } });
  answerWith(run, answer, await run.ports.start(container, () => run.ask("POST", path)));
};

/** Volumes without a name go with their container: they carry no label by which they could be found later. */
export const remove: Act = async (run, call, answer) => {
  answerWith(run, answer, await run.ask("DELETE", await enginePath(run, call, { v: "1" })));
};

/** `docker container prune`: one by one, as `remove` does it. */
export const prune: Act = async (run, call, answer) => {
  const filters = { ...filtersOf(call.query.get("filters")), status: ["created", "exited", "dead"] };
  const ended = await run.docker.listContainers({
    all: true,
    filters: ofRun(filters, run.names, run.session.id) as never,
  });
  const removed = ended.map(async ({ Id }) => {
    const { status } = await run.ask("DELETE", `${call.version}/containers/${Id}?v=1`);
    return status < 300 ? [Id] : [];
  });
  answerJson(run, answer, 200, { ContainersDeleted: (await Promise.all(removed)).flat(), SpaceReclaimed: 0 });
};

export const rename: Act = async (run, call, answer) => {
  const name = call.query.get("name") ?? "";
  await judge({ services: { [name]: {} } }, run.dir);
  answerWith(run, answer, await run.ask("POST", await enginePath(run, call, { name: run.names.ours(name) })));
};

export const list: Act = async (run, call, answer) => {
  const filters = filtersOf(call.query.get("filters"));
  const ids = async (key: string, find: (value: string) => Promise<string>) =>
    filters[key] ? { [key]: await Promise.all(filters[key].map((value) => find(value).catch(() => value))) } : {};
  const containerId = async (value: string) => (await run.container(value)).Id;
  const found = {
    ...filters,
    ...(await ids("ancestor", async (value) => (await run.images.require(value)).id)),
    ...(await ids("before", containerId)),
    ...(await ids("since", containerId)),
  };
  const path = await enginePath(run, call, { filters: JSON.stringify(ofRun(found, run.names, run.session.id)) });
  answerWith(run, answer, await run.ask("GET", path), (told: Json[]) =>
    told.map((entry) => listed(entry, run.session.id)),
  );
};

export const createExec: Act = async (run, call, answer) => {
  const body = await bodyOf(call);
  await judge({ services: { container: judgeable(body, EXEC) } }, run.dir);
  const { Detach: _, ...exec } = known(body, EXEC) as Json;
  const { status, text } = await run.ask("POST", await enginePath(run, call), exec);
  if (status < 300) run.execs.add((JSON.parse(text) as { Id: string }).Id);
  answerWith(run, answer, { status, text });
};

/** For clients that do not ask for an upgrade: the answer is the stream. */
export const startExec: Act = async (run, call, answer) => {
  const { Detach, Tty } = await bodyOf(call);
  const body = JSON.stringify({ Detach: Detach === true, Tty: Tty === true });
  const headers = { "content-type": "application/json" };
  const reply = await run.stream("POST", await enginePath(run, call), { body, headers });
  await streamTo(run, answer, reply);
};

/** Only of what the run's own processes may be told: the engine calls `ps` on its machine with these words. */
export const top: Act = (run, call, answer) => {
  if (!/^[\w ,=-]{0,100}$/.test(call.query.get("ps_args") ?? "")) throw invalid("invalid arguments of ps");
  return passed(run, call, answer);
};
