import {
  type Agent,
  type CheckContext,
  type ComposeFile,
  type Container,
  Finding,
  publisher,
  refuseFixedName,
  type Stack,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { APP_PORT, counted, said } from "./visit.ts";

const APPS = 3;
/** Each is asked as often: what one container counts for itself would begin anew with the next. */
const ROUNDS = 2;

/** Without the fixed port, three containers of app answer, and count in one place. Asked from inside their network. */
export async function threeApps(work: CheckContext, stack: Stack, { model, name }: ComposeFile): Promise<void> {
  refuseFixedName(model, "app", APPS, name);
  await stack.use(model, { fixedPorts: false });
  await stack.up({ app: APPS });
  const apps = (await stack.containers()).get("app") ?? [];
  const { service, target } = publisher(model, APP_PORT);
  const port = service === "app" ? target : APP_PORT;
  const db = await stack.container("db");
  await using agent = await work.agentBeside(db);
  const numbers: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const app of apps) numbers.push(await numberOf(work, agent, app, `${await addressNear(app, db)}:${port}`));
  const grow = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0));
  if (grow && apps.length === APPS) return;
  throw new Finding(codes.MISCOUNTED, `${APPS} app containers do not share one count.`, {
    expected: `numbers that grow with every visit, whichever of ${APPS} answers`,
    actual: `asked one after the other, ${apps.length} answered ${numbers.join(", ")}`,
    hint: "Look at where each of them keeps the number.",
  });
}

/** The address of a container on a network that it shares with another. */
async function addressNear(container: Container, other: Container): Promise<string | undefined> {
  const [own, others] = await Promise.all([container.addresses(), other.addresses()]);
  return [...own].find(([network]) => others.has(network))?.[1];
}

function numberOf(work: CheckContext, agent: Agent, app: Container, address: string): Promise<number> {
  const question = async () => {
    const { status, body } = await agent.http(`http://${address}/`);
    return said(status, body);
  };
  return counted(work, app, question, {
    message: `Not all of ${APPS} app containers answer.`,
    expected: "each of them counts its visits",
    hint: "Look at what two containers of the same service cannot both have or do.",
  });
}
