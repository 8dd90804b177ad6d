import {
  type Agent,
  advice,
  type CheckContext,
  type Container,
  check,
  eventually,
  Finding,
  givenCheck,
  imageOf,
  noAnswer,
  once,
  type Seen,
  stillRunning,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { MOST_BYTES, type Text, textIn, textOf, WRITER, WRITER_PORT } from "./text.ts";

const section = "the-writer";
const NAME = "writer";

/** Seconds until another text has to be sent: the given code writes one every three. */
const NEXT_TEXT = 12;
/** Visitors at the same time, and rounds of them. */
const VISITORS = 20;
const ROUNDS = 2;
/** Seconds until all of them have to have got the text: a busy machine may be too slow for some. */
const ALL_SERVED = 15;
/** Nothing that the given code would write. */
const MARK = "somebody else was here";
/** So often nothing of it must be seen, and seconds for that. */
const CLEAN_LOOKS = 8;
const ALL_CLEAN = 20;

const { file, image: built } = imageOf("writer", { section });

const agents = new WeakMap<CheckContext, Promise<Agent>>();

/** Asks writer as its neighbours do; one for all checks of a run. */
function neighbour(work: CheckContext): Promise<Agent> {
  return once(agents, work, async () => work.agentOn(await work.network("writer")));
}

const sends = check(
  "writer: port 7000 sends the text of the file",
  {
    points: 8,
    section,
    needs: built,
    why: "A file in one container is out of reach for all others, unless a program in it hands the file out.",
  },
  async (work, { tag }) => {
    const network = await work.network("writer");
    const [writer, agent] = await Promise.all([
      work.run({ subject: "writer", image: tag, network, aliases: [NAME] }),
      neighbour(work),
    ]);
    const sent = await work.firstSent(writer, WRITER_PORT, { agent, name: NAME });
    if (textOf(sent) === undefined) throw await notTheFile(writer, sent);
    return writer;
  },
);

async function notTheFile(writer: Container, sent: Buffer): Promise<Finding> {
  return new Finding(codes.NOT_THE_FILE, `What port ${WRITER_PORT} of writer sends is not the file.`, {
    expected: "the two lines that writer.js writes",
    actual: textIn(sent).slice(0, 300) || "nothing",
    evidence: await writer.logs(),
  });
}

const serves = check(
  "writer: twenty get it at the same time, and the next twenty, too",
  {
    points: 6,
    section,
    needs: sends,
    why: "A server that is gone after its first visitor is none: each needs a process of its own, while another goes on listening.",
  },
  async (work, writer) => {
    const agent = await neighbour(work);
    for (let round = 0; round < ROUNDS; round++)
      await eventually(work, {
        deadline: ALL_SERVED,
        look: async (seen) => {
          const all = await agent.readTogether(NAME, WRITER_PORT, { visitors: VISITORS });
          await stillRunning(writer);
          const without = all.filter((sent) => sent instanceof Error || textOf(sent) === undefined);
          const [first] = without;
          const why = first instanceof Error ? first.reason : "what came is not the text";
          seen.actual = `${without.length} of ${VISITORS} did not get it (${why})`;
          return without.length === 0 || undefined;
        },
        otherwise: async ({ actual }) =>
          new Finding(codes.NOT_FOR_ALL, `Not all of ${VISITORS} visitors get the text.`, {
            expected: `each of ${VISITORS} that come at the same time gets the text`,
            actual,
            evidence: await writer.logs(),
          }),
      });
    return writer;
  },
);

const given = givenCheck(WRITER, { points: 2, section, needs: serves });

const fresh = check(
  "writer: the next visitor gets the next text",
  {
    points: 5,
    section,
    needs: given,
    why: "The file changes every three seconds. What was read once and kept is old news.",
  },
  async (work, writer) => {
    const agent = await neighbour(work);
    let first: number | undefined;
    await eventually(work, {
      deadline: NEXT_TEXT,
      every: 0.2,
      look: async (seen) => {
        const before = await textNow(agent, seen);
        const written = await fileOfTexts(writer);
        const after = await textNow(agent, seen);
        await stillRunning(writer);
        if (before === undefined || after === undefined) return undefined;
        if (written !== undefined && written.number !== before.number && written.number !== after.number)
          throw await oldText(writer, `text ${after.number}, while the file has text ${written.number}`);
        first ??= before.number;
        return after.number > first || undefined;
      },
      otherwise: ({ actual }) => oldText(writer, `${NEXT_TEXT} seconds later still: ${actual}`),
    });
  },
);

/** What a visitor gets; undefined when it is no text, and `seen` says what it was. */
async function textNow(agent: Agent, seen: Seen): Promise<Text | undefined> {
  const sent = await agent.read(NAME, WRITER_PORT).catch(noAnswer);
  seen.actual = sent instanceof Error ? `no answer (${sent.reason})` : textIn(sent).slice(0, 300);
  return sent instanceof Error ? undefined : textOf(sent);
}

/** What is in the file, where the image has it: a program may be started in another folder, and write there. */
async function fileOfTexts(writer: Container): Promise<Text | undefined> {
  const { workingDir } = await writer.surface();
  const file = await writer.file(`${workingDir}/random`, MOST_BYTES);
  return file && textOf(file);
}

async function oldText(writer: Container, actual: string): Promise<Finding> {
  return new Finding(codes.NOT_THE_FILE, "The port sends an old text.", {
    expected: "the text of the file as it is now, and another one after a few seconds",
    actual,
    evidence: await writer.logs(),
  });
}

const safe = check(
  "writer: nobody writes into the file through the port",
  {
    points: 6,
    section,
    needs: given,
    why: "A socket goes both ways. Who may read a file need not be allowed to write it.",
  },
  async (work, writer) => {
    const agent = await neighbour(work);
    let clean = 0;
    await eventually(work, {
      deadline: ALL_CLEAN,
      look: async (seen) => {
        // The mark is gone with the next text: so the one before and the one after have to be the same.
        const before = await textNow(agent, seen);
        if (seen.actual.includes(MARK)) throw await writtenThrough(writer, seen.actual);
        // Who sends something may be hung up on.
        await agent.read(NAME, WRITER_PORT, { say: `${MARK}\n`, deadline: 1 }).catch(noAnswer);
        const after = await textNow(agent, seen);
        if (seen.actual.includes(MARK)) throw await writtenThrough(writer, seen.actual);
        await stillRunning(writer);
        if (before !== undefined && before.number === after?.number) clean += 1;
        return clean >= CLEAN_LOOKS || undefined;
      },
      otherwise: async ({ actual }) =>
        new Finding(codes.NOT_FOR_ALL, "After a visitor who has sent something, the next ones do not get the text.", {
          expected: `the text of writer.js, also after somebody has sent "${MARK}"`,
          actual,
          evidence: await writer.logs(),
        }),
    });
  },
);

async function writtenThrough(writer: Container, actual: string): Promise<Finding> {
  return new Finding(codes.WRITTEN_THROUGH, "What a visitor sends to the port gets into the file.", {
    expected: `the text of writer.js, also after somebody has sent "${MARK}"`,
    actual,
    evidence: await writer.logs(),
  });
}

const lineEnds = check(
  "writer: its lines end in CR LF",
  {
    points: 4,
    section,
    needs: given,
    // The container is stopped when this has been asked.
    after: [fresh, safe],
    why: "Protocols of the Internet end their lines in two characters, and a file of Linux in one: somebody has to translate.",
  },
  async (work, writer) => {
    const sent = await work.firstSent(writer, WRITER_PORT, { agent: await neighbour(work), name: NAME });
    const text = sent.toString("latin1");
    if (/^(?:[^\r\n]*\r\n)+$/.test(text)) return writer;
    throw new Finding(codes.LINE_ENDS, `The lines that port ${WRITER_PORT} sends do not end in CR LF.`, {
      expected: "\\r\\n at the end of each line",
      actual: JSON.stringify(text.slice(0, 200)).slice(1, -1),
    });
  },
);

export { built, fresh, given, sends, serves };

export const writer = [
  file,
  built,
  sends,
  serves,
  given,
  fresh,
  safe,
  lineEnds,
  ...advice("writer", { file, image: built, running: lineEnds }, section),
];
