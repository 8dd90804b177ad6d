import { setTimeout as pause } from "node:timers/promises";
import {
  type Agent,
  type CheckContext,
  check,
  type Described,
  eventually,
  Finding,
  type NoAnswer,
  noAnswer,
  notPublished,
  publisher,
  type Stack,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { resultPage, votePage } from "./pages.ts";
import { PAGE_PORT, PORT, SERVICES } from "./services.ts";

const section = "two-tiers";

const FRONT = "front-tier";
const BACK = "back-tier";

/** The networks that each service has to be on, and no others. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  vote: [BACK, FRONT],
  result: [BACK, FRONT],
  worker: [BACK],
  redis: [BACK],
  db: [BACK],
};
/** Where each of them listens, unless the file publishes another of its ports; worker does not. */
const LISTENS: Readonly<Record<string, number>> = { vote: PAGE_PORT, result: PAGE_PORT, redis: 6379, db: 5432 };

/** Seconds until who listens has to be reachable, and that one attempt may take. */
const DEADLINE = 15;
const ATTEMPT = 1;
/** Seconds after which a name counts as unknown. */
const NAME_DEADLINE = 2;

const tiers = check(
  "networks: redis, db and worker are on back-tier only, vote and result on both",
  {
    points: 8,
    section,
    needs: [votePage, resultPage],
    why: "Who breaks into what is outside must not reach the data at once: what is not on the same network cannot be asked.",
  },
  async (work, [started]) => {
    for (const name of [FRONT, BACK]) requireDeclared(started, name);
    const agents = [FRONT, BACK].map((name) => work.agentOn({ name: `${started.stack.project}_${name}` }));
    const [starting, other] = agents as [Promise<Agent>, Promise<Agent>];
    await Promise.allSettled(agents);
    await using front = await starting;
    await using back = await other;
    // First that what is there is seen from there: only then does it prove something that the rest is not.
    await Promise.all([
      ...["vote", "result"].map((service) => reaches(work, front, FRONT, service, portOf(started, service))),
      ...Object.keys(LISTENS).map((service) => reaches(work, back, BACK, service, portOf(started, service))),
    ]);
    await Promise.all(["redis", "db", "worker"].map((service) => requireOutOfReach(front, started, service)));
    requirePlaces(started);
    return started;
  },
);

function requireDeclared({ file }: Described, name: string): void {
  const names = Object.keys(file.model.networks ?? {});
  if (names.includes(name)) return;
  // Compose leaves out networks that are declared, and that no service is on.
  throw new Finding(codes.WRONG_NETWORKS, `No service is on a network ${name}.`, {
    expected: `networks ${FRONT} and ${BACK}`,
    actual: `networks with services: ${names.join(", ") || "none"}`,
    hint: "Networks are declared once for the whole file, and named by the services that are on them.",
    file: file.name,
  });
}

function portOf({ file }: Described, service: string): number {
  const wanted = LISTENS[service] ?? 0;
  if (service !== "vote" && service !== "result") return wanted;
  const door = publisher(file.model, PORT[service]);
  return door.service === service ? door.target : wanted;
}

async function reaches(
  work: CheckContext,
  agent: Agent,
  network: string,
  service: string,
  port: number,
): Promise<void> {
  let failure: NoAnswer | undefined;
  await eventually(work, {
    deadline: DEADLINE,
    every: 0.2,
    look: () =>
      agent.connect(service, port, ATTEMPT).then(
        () => true,
        (error) => {
          failure = noAnswer(error);
          return undefined;
        },
      ),
    otherwise: () =>
      new Finding(
        failure?.is("NAME_UNKNOWN") ? "NAME_UNKNOWN" : codes.WRONG_NETWORKS,
        `On ${network}, ${service} cannot be reached.`,
        {
          expected: `a container on ${network} can connect to ${service}, port ${port}`,
          actual: failure?.reason ?? "no answer",
          hint: `Look at the networks of ${service}.`,
        },
      ),
  });
}

/**
 * From the front, its name leads nowhere. Addresses of other networks are not tried: whether those can be reached depends on
 * how an engine is set up, not on the work.
 */
async function requireOutOfReach(front: Agent, { stack }: Described, service: string): Promise<void> {
  // A name that is known is answered by the engine itself, at once; any other is asked of name servers that may be far away.
  const found = await Promise.race([front.resolve(service).catch(nowhere), pause(NAME_DEADLINE * 1000, [])]);
  // Those may know a machine of the same name, somewhere else.
  const own = await addressesOf(stack, service);
  const known = found.filter((address) => own.has(address));
  const [first] = known;
  if (first === undefined) return;
  const port = LISTENS[service];
  const connected = port !== undefined && (await front.connect(first, port, ATTEMPT).then(yes, no));
  throw new Finding(codes.WRONG_NETWORKS, `${service} can be reached from ${FRONT}.`, {
    expected: `nobody on ${FRONT} finds ${service}`,
    actual: `a container on ${FRONT} finds ${service} at ${known.join(", ")}${connected ? `, and connects to port ${port}` : ""}`,
    hint: `Look at the networks of ${service}.`,
  });
}

async function addressesOf(stack: Stack, service: string): Promise<ReadonlySet<string>> {
  const containers = (await stack.containers()).get(service) ?? [];
  const addresses = await Promise.all(containers.map((container) => container.addresses()));
  return new Set(addresses.flatMap((byNetwork) => [...byNetwork.values()]));
}

const yes = () => true;
const no = (error: unknown) => !noAnswer(error);
/** Only who was asked can say that a name leads nowhere: not a probe that has ended. */
const nowhere = (error: unknown): readonly string[] => {
  noAnswer(error);
  return [];
};

/** Of what has ended, only the file can tell where it would be. */
function requirePlaces({ file }: Described): void {
  for (const service of SERVICES) {
    const found = Object.keys((file.model.services[service]?.networks as object | null) ?? {}).sort();
    const wanted = PLACES[service] ?? [];
    const [missing, more] = [without(wanted, found), without(found, wanted)];
    if (missing.length + more.length === 0) continue;
    const says = [
      ...(missing.length > 0 ? [`${service} is not on ${missing.join(" and ")}`] : []),
      ...(more.length > 0 ? [`${service} is also on ${more.join(" and ")}, where it should not be`] : []),
    ];
    throw new Finding(codes.WRONG_NETWORKS, `${says.join("; ")}.`, {
      expected: `${service} on ${wanted.join(" and ")}${wanted.length === 1 ? " only" : ""}`,
      actual: `${service} on ${found.join(", ") || "none"}`,
      hint: `Look at the networks of ${service}.`,
      file: file.name,
    });
  }
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}

const CLOSED = ["redis", "db"] as const;

const closed = check(
  "networks: redis and db are not published",
  {
    points: 3,
    section,
    needs: votePage,
    why: "A published port leads past all networks: whoever reaches this machine can then read and change every vote.",
  },
  (_, { file, stack }) => notPublished(stack, file, { closed: CLOSED, open: PORT.vote }),
);

export const networks = [tiers, closed];
