import { mkdtemp, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { Finding } from "../../core/errors.ts";
import type { ImageName } from "../../engine/image-name.ts";
import { copySubmission } from "../../workspace/copy.ts";
import { notesOnLeftOut } from "../folder.ts";
import { askedLabel } from "./asked.ts";
import type { Built } from "./build-request.ts";
import { type Call, type Endpoint, objectOf } from "./call.ts";
import { unpack } from "./context.ts";
import { BUILD, judgeable } from "./fields.ts";
import { judge } from "./judge.ts";
import { imageNamed } from "./names.ts";
import { invalid } from "./refused.ts";
import type { Run } from "./run.ts";

/** `POST /build`: what the docker command sends when it is not to use BuildKit by itself. */
export const build: Endpoint["act"] = async (run, call, answer) => {
  const spec = Object.fromEntries([...call.query].map(([key, value]) => [key, parameter(key, value)]));
  const parts = { services: { image: { build: { context: run.dir, ...judgeable(spec, BUILD) } } } };
  await judge(parts, run.dir);
  const names = call.query.getAll("t").map((name) => imageNamed(name) ?? fail("invalid reference format"));
  const folder = await mkdtemp(join(run.scratch, "context-"));
  try {
    await unpack(call.incoming, join(folder, "sent"));
    const context = join(folder, "context");
    const leftOut = await copySubmission(join(folder, "sent"), context);
    answer.writeHead(200, { "content-type": "application/json" });
    const say = (line: object) => answer.write(`${JSON.stringify(line)}\n`);
    for (const note of notesOnLeftOut(leftOut)) say({ stream: `${note}\n` });
    const wanted = { context, spec, tags: names.map((name) => run.names.image(name)) };
    await tell(run, answer, names, () => builtAs(run, call, wanted));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Wanted {
  readonly context: string;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
}

async function builtAs(run: Run, call: Call, { context, spec, tags }: Wanted): Promise<Built> {
  const target = call.query.get("target") ?? "";
  const labels = (spec.labels ?? {}) as Record<string, string>;
  const [first = run.names.image(imageNamed(`nameless/${crypto.randomUUID()}`) ?? fail("no name")), ...others] = tags;
  const built = await run.build({
    context,
    dockerfile: call.query.get("dockerfile") || "Dockerfile",
    args: (spec.buildargs ?? {}) as Record<string, string | null>,
    tag: first,
    labels: { ...run.names.labels(labels), ...run.session.labels, ...askedLabel() },
    own: (name) => run.images.ownOf(name),
    ...(target !== "" && { target }),
    ...(call.query.get("networkmode") === "none" && { network: "none" }),
  });
  for (const ref of others) await run.images.tag(built.id, ref);
  if (tags.length === 0) await run.images.untag(first);
  return built;
}

/** In the lines that the docker command of every age prints. */
async function tell(
  run: Run,
  answer: ServerResponse,
  names: readonly ImageName[],
  action: () => Promise<Built>,
): Promise<void> {
  const say = (line: object) => answer.write(`${run.out(JSON.stringify(line))}\n`);
  try {
    const { id, output } = await action();
    say({ stream: output.endsWith("\n") ? output : `${output}\n` });
    say({ aux: { ID: id } });
    say({ stream: `Successfully built ${id.slice("sha256:".length, 19)}\n` });
    for (const { short } of names) say({ stream: `Successfully tagged ${short}\n` });
  } catch (error) {
    const { message } = run.refusal(error);
    const { evidence, observed } = error instanceof Finding ? error.details : {};
    if (evidence ?? observed) say({ stream: `${evidence ?? observed}\n` });
    say({ errorDetail: { message }, error: message });
  }
  answer.end();
}

/** Lists and maps are JSON in a query; all else is text, of which `0` is the number that means nothing. */
function parameter(key: string, value: string): unknown {
  if (["buildargs", "labels", "ulimits"].includes(key))
    return value === "null" ? {} : key === "ulimits" ? value : objectOf(value);
  if (key === "networkmode" && value === "") return "";
  return /^(?:0|null|\[\]|\{\}|false)$/.test(value) ? "" : /^\d+$/.test(value) ? Number(value) : value;
}

function fail(message: string): never {
  throw invalid(message);
}
