import { type CheckContext, type Container, Finding, goesOn, noAnswer, type Stack } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";

/** Networks that every engine has from the start. Names do not work there. */
const NOT_OWN = ["bridge", "host", "none"];

/** Asked from inside both containers: app and db share a network of their own, and each knows the other's name there. */
export async function eachOther(work: CheckContext, stack: Stack): Promise<void> {
  const [app, db] = await Promise.all([stack.container("app"), stack.container("db")]);
  const shared = await sharedNetworks(app, db);
  await Promise.all([finds(work, app, db, shared), finds(work, db, app, shared)]);
}

async function sharedNetworks(app: Container, db: Container): Promise<readonly string[]> {
  const [ofApp, ofDb] = await Promise.all([app.addresses(), db.addresses()]);
  return [...ofApp.keys()].filter((network) => ofDb.has(network) && !NOT_OWN.includes(network));
}

async function finds(work: CheckContext, from: Container, to: Container, shared: readonly string[]): Promise<void> {
  await using agent = await work.agentBeside(from);
  const [found, addresses] = await Promise.all([agent.resolve(to.subject).catch(noAnswer), to.addresses()]);
  const right = shared.flatMap((network) => addresses.get(network) ?? []);
  if (!(found instanceof Error) && found.some((address) => right.includes(address))) return;
  await goesOn(to);
  throw new Finding(
    found instanceof Error ? "NAME_UNKNOWN" : codes.OTHER_ADDRESS,
    `${from.subject} does not find ${to.subject} by its name.`,
    {
      expected: `the name ${to.subject} leads from ${from.subject} to the container of ${to.subject}, on a network of their own`,
      actual:
        found instanceof Error
          ? `the name ${to.subject} does not resolve in the container of ${from.subject} (${shared.length} shared networks)`
          : `it leads to ${found.join(", ")}`,
      hint: "Look at which networks the two services are on.",
    },
  );
}
