import type { ServerResponse } from "node:http";
import { inspectImage } from "../../engine/image-lookup.ts";
import { answerJson, answerWith, linesTo, passed } from "./answers.ts";
import { type Call, type Endpoint, enginePath } from "./call.ts";
import { filtersOf } from "./filters.ts";
import { fits } from "./images.ts";
import { imageNamed } from "./names.ts";
import { invalid, notFound, Refused } from "./refused.ts";
import type { Run } from "./run.ts";

type Act = Endpoint["act"];

/** What a run sees of an image: no name that others have given it. */
function view<T extends { Id: string; RepoTags?: readonly string[] | null | undefined }>(run: Run, image: T) {
  return { ...image, RepoTags: run.images.tagsOf(image.Id, image.RepoTags ?? []), RepoDigests: [] };
}

export const list: Act = async (run, call, answer) => {
  const { reference = [], ...filters } = filtersOf(call.query.get("filters"));
  const all = call.query.get("all") === "1" || call.query.get("all") === "true";
  const isWanted = (tag: string) => reference.length === 0 || reference.some((pattern) => fits(pattern, tag));
  const found = (await run.images.list(filters, all))
    .map((image) => view(run, image))
    .map((image) => ({ ...image, RepoTags: image.RepoTags.filter((tag) => isWanted(run.out(tag))) }))
    .filter(({ RepoTags }) => reference.length === 0 || RepoTags.length > 0);
  answerWith(run, answer, { status: 200, text: JSON.stringify(found) });
};

export const inspect: Act = async (run, call, answer) => {
  answerWith(run, answer, await run.ask("GET", await enginePath(run, call)), (image: never) => view(run, image));
};

/** Takes a name away from the run; the image goes with the last one when the run has built it. */
export const remove: Act = async (run, call, answer) => {
  const given = call.given.image ?? "";
  const { own } = await run.images.require(given);
  if (own) return passed(run, call, answer);
  if (!run.images.forget(given)) throw new Refused(409, `conflict: ${given} is everybody's, and stays`);
  answerJson(run, answer, 200, [{ Untagged: imageNamed(given)?.short }]);
};

export const tag: Act = async (run, call, answer) => {
  const name = imageNamed(call.query.get("repo") ?? "", call.query.get("tag") ?? "");
  if (name === undefined) throw invalid("invalid reference format");
  const { id } = await run.images.require(call.given.image ?? "");
  await run.images.tag(id, run.names.image(name));
  answer.writeHead(201).end();
};

/** `docker pull`: from the run's own registry, or what everybody may use. */
export const pull: Act = async (run, call, answer) => {
  const from = call.query.get("fromImage") ?? "";
  const name = imageNamed(from, call.query.get("tag") ?? "");
  if (name === undefined) throw invalid("invalid reference format");
  const port = portOf(name.host);
  if (port !== undefined) return pullOwn(run, call, answer, { port, name: name.short });
  await run.images.forUse(name.short, {}, call.query.get("platform") ?? "");
  const [repository, tagged] = splitTag(name.short);
  const said = [
    { status: `Pulling from ${repository.includes("/") ? repository : `library/${repository}`}`, id: tagged },
    { status: `Status: Image is up to date for ${name.short}` },
  ];
  answer
    .writeHead(200, { "content-type": "application/json" })
    .end(said.map((line) => `${JSON.stringify(line)}\n`).join(""));
};

interface Remote {
  /** The port of the run's registry, as the script knows it. */
  readonly port: number;
  readonly name: string;
}

/** What comes from there has to be what the run has built: nobody else's is found, and removed, by its labels. */
async function pullOwn(run: Run, { version }: Call, answer: ServerResponse, { port, name }: Remote): Promise<void> {
  const { remote, repository, tag: label, out } = await registryOf(run, { port, name });
  const query = new URLSearchParams({ fromImage: repository, tag: label });
  const reply = await run.session.creating(() => run.stream("POST", `${version}/images/create?${query}`));
  await run.session.creating(async () => {
    let last = "";
    const held: string[] = [];
    for await (const chunk of reply) held.push(String(chunk));
    last = out(held.join(""));
    const found = await inspectImage(run.docker, remote);
    if (found !== undefined) {
      const made = run.images.isMade(found.Config.Labels);
      const own = imageNamed(name);
      if (made && own) await run.images.tag(found.Id, run.names.image(own));
      await run.docker.getImage(remote).remove();
      if (!made)
        last += `${JSON.stringify({ error: "refused: only what this run has built is pulled from its registry" })}\n`;
    }
    answer.writeHead(reply.statusCode ?? 502, { "content-type": "application/json" }).end(last);
  });
}

/** `docker push`: to the run's own registry only. */
export const push: Act = async (run, call, answer) => {
  const name = imageNamed(call.given.image ?? "", call.query.get("tag") ?? "");
  const port = name && portOf(name.host);
  if (name === undefined || port === undefined)
    throw new Refused(
      403,
      "refused: images are pushed to a registry that the script itself has started, such as localhost:5000",
    );
  const { id, own } = await run.images.require(name.short);
  if (!own) throw notFound(`An image does not exist locally with the tag: ${name.short}`);
  const { remote, repository, tag: label, out } = await registryOf(run, { port, name: name.short });
  await run.images.tag(id, remote);
  try {
    const path = `${call.version}/images/${repository}/push?${new URLSearchParams({ tag: label })}`;
    // The engine wants to be told who asks: nobody.
    const reply = await run.stream("POST", path, { headers: { "x-registry-auth": "e30=" } });
    await linesTo(run, answer, reply, out);
  } finally {
    await run.docker.getImage(remote).remove();
  }
};

/** `localhost:5000` is a registry of the run when one of its containers publishes that port. */
async function registryOf(run: Run, { port, name }: Remote) {
  const real = await run.ports.real(port);
  if (real === undefined) throw notFound(`no container of this script publishes port ${port}`);
  const [path, label] = splitTag(name.slice(name.indexOf("/") + 1));
  const repository = `127.0.0.1:${real}/${path}`;
  const host = name.slice(0, name.indexOf("/"));
  const out = (text: string) => run.out(text).replaceAll(`127.0.0.1:${real}`, host);
  return { remote: `${repository}:${label}`, repository, tag: label, out };
}

function portOf(host: string): number | undefined {
  const port = /^(?:localhost|127\.0\.0\.1):(\d{1,5})$/.exec(host)?.[1];
  return port === undefined ? undefined : Number(port);
}

function splitTag(name: string): readonly [repository: string, tag: string] {
  const [, repository = name, label = "latest"] = /^(.*?)[:@]([^/]*)$/.exec(name) ?? [];
  return [repository, label];
}

/** What builds remember is everybody's: nothing of it is removed. */
export const pruneBuilds: Act = async (run, _, answer) => {
  answerJson(run, answer, 200, { CachesDeleted: [], SpaceReclaimed: 0 });
};
