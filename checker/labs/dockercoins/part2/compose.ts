import {
  type Container,
  check,
  composeStack,
  Finding,
  givenInStack,
  publishedOnce,
  stillRunning,
} from "../../../kit/kit.ts";
import { firstCoins } from "../support/coins.ts";
import { ReferenceMiner, watch } from "../support/miner.ts";
import { PROGRAMS } from "../support/programs.ts";
import { ALL_SERVICES, PAGE_PORT, SERVICES } from "../support/services.ts";
import { Taps } from "../support/taps.ts";
import { askByName } from "./by-name.ts";
import { idleLines } from "./idle-lines.ts";
import { openPage } from "./page.ts";
import { tooManyKeys } from "./spare-keys.ts";
import { fullSpeed } from "./speed.ts";
import { Troubles, whoseFault } from "./whose-fault.ts";

const section = "part-2-one-compose-file";

const { valid, built } = composeStack({
  section,
  points: { valid: 5, built: 10 },
  title: "compose: rng, hasher, worker and webui are built from your Dockerfiles",
  why: "The point is to run what you have built, not what somebody else has published.",
  built: SERVICES,
  wanted: ALL_SERVICES,
  ports: [PAGE_PORT],
});

const up = check(
  "compose: one up starts everything",
  {
    points: 15,
    section,
    needs: built,
    why: "From nothing to a running application with one command: that is what Compose is for.",
  },
  async (work, { file, stack }) => {
    const reference = ReferenceMiner.start(work);
    reference.catch(() => undefined);
    publishedOnce(file.model, file.name);
    await stack.up();
    const containers = await stack.containers();
    for (const service of Object.keys(file.model.services)) {
      const [first] = containers.get(service) ?? [];
      if (first === undefined)
        throw new Finding("NO_CONTAINER", `The service ${service} was not started.`, {
          expected: "a container for each service",
          actual: "none",
          file: file.name,
        });
    }
    return { file, stack, reference, troubles: new Troubles() };
  },
);

const named = check(
  "compose: rng, hasher and redis answer the worker by name",
  {
    points: 15,
    section,
    needs: up,
    why: "On a network of Compose, the name of a service leads to its containers: the code relies on that.",
  },
  async (work, started) => {
    const worker = await started.stack.container("worker");
    const [agent, taps] = await Promise.all([work.agentBeside(worker), Taps.start(work, started.stack)]);
    await started.troubles.noted(askByName(work, started.stack, agent).then(() => stillRunning(worker)));
    return { ...started, worker, agent, taps };
  },
);

const given = givenInStack(Object.values(PROGRAMS), { points: 5, section, needs: [named] });

const page = check(
  "compose: the page answers on port 8000",
  { points: 15, section, needs: up, why: "It is the only door that the application opens to the world." },
  (work, { stack, file, troubles }) => troubles.noted(openPage(work, stack, file.model)),
);

const speed = check(
  "compose: one worker mines at its full speed",
  {
    points: 15,
    section,
    needs: given,
    why: "All five services have to work together for the counter to grow as fast as it can with one worker.",
  },
  async (work, { reference, agent, worker, taps, troubles }) => {
    await using referenceMeter = await (await reference).watch();
    const { meter } = await watch(agent);
    await troubles.noted(fullSpeed(work, meter, referenceMeter.meter, worker));
    await taps.assertMined(meter.counts);
    return { agent, meter, taps };
  },
);

const coins = check(
  "compose: the coins are true",
  { points: 5, section, needs: speed, why: "A coin is worth something because its hash can be checked by anyone." },
  async (work, { agent, meter, taps }) => {
    await firstCoins(work, agent, meter);
    await taps.assertCoinsStored();
  },
);

const fits = check(
  "compose: your images and your compose file fit together",
  {
    points: 0,
    section,
    needs: up,
    after: [named, given, page, speed, coins],
    why: "When a stack of several services does not work, the first question is whose fault it is.",
  },
  async (work, { stack, file, troubles }) => {
    const fault = await whoseFault(work, stack, file.model, troubles);
    if (fault) throw fault;
  },
);

const down = check(
  "compose: everything can be taken down",
  {
    points: 5,
    section,
    needs: up,
    after: [named, given, page, speed, coins, fits],
    why: "What one command starts, one command has to end, and leave nothing behind.",
  },
  async (work, { stack, file }) => {
    await stack.down();
    const left = [...(await stack.containers()).values()].flat() as readonly Container[];
    if (left.length > 0)
      throw new Finding("NOT_STOPPED", "Containers are left after the stack was taken down.", {
        expected: "none",
        actual: left.map(({ subject }) => subject).join(", "),
      });
    if (work.keep) await work.keepUp(file.model, PAGE_PORT);
  },
);

const few = check(
  "compose: as few keys as possible",
  {
    points: 10,
    section,
    needs: [valid, speed],
    why: "Each key is something that the next reader has to understand: leave out what is not needed.",
  },
  async (_, [file]) => {
    const finding = tooManyKeys(file, 10);
    if (finding) throw finding;
  },
);

const idle = check(
  "compose: every line has an effect",
  {
    points: 0,
    section,
    needs: valid,
    why: "A default need not be written down: the next reader would look for a reason, and there is none.",
  },
  async (work, file) => {
    const finding = await idleLines(file, work.dir);
    if (finding) throw finding;
  },
);

export const part2 = [valid, built, up, named, given, page, speed, coins, fits, down, few, idle];
