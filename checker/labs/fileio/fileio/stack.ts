import {
  type Agent,
  answerOf,
  answerOn,
  ask,
  type CheckContext,
  type Container,
  check,
  composeStack,
  eventually,
  Finding,
  givenInStack,
  goesOnWithout,
  noAnswer,
  notPublished,
  oneUp,
  portInWords,
  publishedPorts,
  publisher,
  type Seen,
  type Stack,
  stillRunning,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { inWords, isFromWebapp, PAGE_PORT, saysItCannot, textOf, WEBAPP, WRITER, WRITER_PORT } from "./text.ts";
import * as page from "./webapp.ts";
import * as source from "./writer.ts";

const section = "one-compose-file";

/** Seconds until the page has to show two texts, one after the other: there is one every three. */
const TWO_TEXTS = 20;
/** Seconds until the page has to show one again. */
const BACK = 20;

const { valid, built } = composeStack({
  section,
  points: { valid: 5, built: 5 },
  title: "compose: writer and webapp are built from your Dockerfiles",
  why: "Both services are your own work: the file says from which folder each is built.",
  built: ["writer", "webapp"],
  ports: [PAGE_PORT],
  images: [source.built, page.built],
});

const up = oneUp({ section, points: 5, built, closer: [source.sends, source.serves, page.answers] });

const answers = check(
  "compose: the page answers on port 8000",
  {
    points: 6,
    section,
    needs: up,
    // Whatever writer sends, webapp shows.
    closer: [source.sends, page.answers, page.given],
    why: "The published port is the only door that the application opens to the world.",
  },
  async (work, started) => {
    const door = { published: PAGE_PORT, service: "webapp", target: PAGE_PORT };
    const { answer } = await answerOn(work, started, door, { isItsOwn: saysItCannot });
    if (isFromWebapp(answer)) return started;
    throw new Finding("WRONG_PAGE", `What answers on port ${PAGE_PORT} is not webapp.`, {
      expected: "the two lines of a text",
      actual: inWords(answer),
      file: started.file.name,
    });
  },
);

const given = givenInStack([WRITER, WEBAPP], {
  points: 2,
  section,
  needs: [answers],
  closer: [source.sends, source.serves, source.given, page.given],
});

const closed = check(
  "compose: nothing but the page is published",
  {
    points: 5,
    section,
    needs: answers,
    why: "The file is for webapp. Whoever else reaches port 7000 reads it without asking anybody.",
  },
  async (_, { file, stack }) => {
    const door = publisher(file.model, PAGE_PORT);
    const others = Object.keys(file.model.services).filter((service) => service !== door.service);
    await notPublished(stack, file, { closed: others, open: PAGE_PORT });
    const second = publishedPorts(file.model).find(
      ({ service, target }) => service === door.service && target !== door.target,
    );
    if (second === undefined) return;
    throw new Finding("PUBLISHED", `${door.service} is published with a second port.`, {
      expected: `port ${PAGE_PORT} alone`,
      actual: portInWords(second),
      file: file.name,
    });
  },
);

const shows = check(
  "compose: the page shows the text as it is now",
  {
    points: 8,
    section,
    needs: [answers, given],
    closer: [source.serves, source.fresh, page.shows],
    why: "From the file through a socket to another container and to a browser: each visitor sees what is true at that moment.",
  },
  async (work, [{ file, stack }]) => {
    const writers = (await stack.containers()).get("writer") ?? [];
    const [beside] = writers;
    if (beside === undefined) throw new Error("no container of writer, although all have been started");
    await using agent = await work.agentBeside(beside);
    const shown = new Set<string>();
    await eventually(work, {
      deadline: TWO_TEXTS,
      every: 0.2,
      look: async (seen) => {
        const before = await textsOf(agent, writers);
        const found = await textOnPage(work, stack, seen);
        const after = await textsOf(agent, writers);
        for (const writer of writers) await stillRunning(writer);
        if (found === undefined) return undefined;
        if ([...before, ...after].includes(found)) shown.add(found);
        else seen.actual = `${seen.actual}\nwhile port ${WRITER_PORT} of writer sends: ${after[0] ?? "nothing"}`;
        return shown.size > 1 || undefined;
      },
      otherwise: async (seen) =>
        new Finding(codes.OTHER_TEXT, "The page does not show the text of writer as it is at that moment.", {
          expected: "the text that writer sends, and a few seconds later the next one",
          ...seen,
          evidence: await logsOfBoth(stack),
          file: file.name,
        }),
    });
    return { file, stack };
  },
);

/** What the listeners of all containers of writer send now; asked from inside one of them. */
async function textsOf(agent: Agent, writers: readonly Container[]): Promise<readonly string[]> {
  const addresses = await Promise.all(writers.map((writer) => writer.addresses()));
  const all = addresses.flatMap((found) => [...found.values()].slice(0, 1));
  const sent = await Promise.all(all.map((address) => agent.read(address, WRITER_PORT).catch(noAnswer)));
  return sent.flatMap((answer) => (answer instanceof Error ? [] : (textOf(answer)?.lines ?? [])));
}

async function logsOfBoth(stack: Stack): Promise<string> {
  const logs = ["webapp", "writer"].map(
    async (service) => `${service}:\n${await (await stack.container(service)).logs(6)}`,
  );
  return (await Promise.all(logs)).join("\n");
}

async function textOnPage(work: CheckContext, stack: Stack, seen: Seen): Promise<string | undefined> {
  const question = ask(`${await stack.url(PAGE_PORT)}/`, { signal: work.signal });
  const answer = await answerOf(question, seen, await stack.container("webapp"));
  if (answer === undefined) return undefined;
  seen.actual = seen.observed = inWords(answer);
  return textOf(answer.body)?.lines;
}

const away = check(
  "compose: without writer the page says so, and goes on when writer is back",
  {
    points: 6,
    section,
    needs: shows,
    after: [closed],
    why: "Something is always away for a moment. Who waits forever, or gives up for good, makes it worse.",
  },
  async (work, { file, stack }) => {
    await goesOnWithout(work, stack, {
      ...{ service: "writer", asked: "webapp", port: PAGE_PORT, status: 502, cannot: "read the text" },
      healed: () =>
        eventually(work, {
          deadline: BACK,
          look: (seen) => textOnPage(work, stack, seen),
          otherwise: async (seen) =>
            new Finding(codes.OTHER_TEXT, "The page does not show a text again after writer has come back.", {
              expected: "the text that writer sends",
              ...seen,
              evidence: await logsOfBoth(stack),
            }),
        }),
    });
    if (!work.keep) return;
    await stack.down();
    await work.keepUp(file.model, PAGE_PORT);
  },
);

export const stack = [valid, built, up, answers, given, closed, shows, away];
