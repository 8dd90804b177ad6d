import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { connect } from "./connect.ts";
import { Container } from "./container.ts";
import { COMPOSE_PROJECT, COMPOSE_SERVICE } from "./labels.ts";
import { Session } from "./session.ts";
import { startTwin } from "./twin.ts";

const { env } = process;
const { signal } = new AbortController();
let session: Session;
beforeAll(async () => {
  await ensureReady({ env, say: () => {}, images: ["node:20-slim"] });
  session = new Session({ docker: connect(env), env, emit: () => undefined, signal });
}, 600_000);
afterAll(() => session[Symbol.asyncDispose]());

test("whoever asks for the containers of a stack does not get a twin of one of them", async () => {
  const project = `twins-${session.id}`;
  const created = await session.docker.createContainer({
    Image: "node:20-slim",
    Cmd: ["sleep", "60"],
    Labels: { ...session.labels, [COMPOSE_PROJECT]: project, [COMPOSE_SERVICE]: "one" },
    HostConfig: { NetworkMode: "none" },
  });
  await created.start();
  // An image that Compose has built has the labels as well, and hands them on.
  const image = await created.commit({
    repo: project,
    changes: `LABEL ${COMPOSE_PROJECT}=${project} ${COMPOSE_SERVICE}=one`,
  });
  try {
    const inherits = await session.docker.createContainer({
      Image: image.Id,
      Cmd: ["sleep", "60"],
      Labels: { ...session.labels },
      HostConfig: { NetworkMode: "none" },
    });
    await inherits.start();
    await using one = new Container(session, inherits.id, "one", 0);
    await using twin = await startTwin(session, one, { subject: "twin", files: [], binds: new Map() });
    expect(twin).toBeDefined();
    const filters = { label: [`${COMPOSE_PROJECT}=${project}`] };
    const found = (await session.docker.listContainers({ all: true, filters })).map(({ Id }) => Id);
    expect(found.sort()).toEqual([created.id, one.id].sort());
  } finally {
    await session.docker.getImage(project).remove({ force: true });
  }
});
