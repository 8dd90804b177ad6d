import {
  answerOn,
  type CheckContext,
  check,
  type Described,
  Finding,
  givenInStack,
  publishedPorts,
} from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { isPage } from "./alone.ts";
import { firstTally } from "./ballot.ts";
import { givenIn, pageOf } from "./images.ts";
import { PROGRAMS } from "./programs.ts";
import { PAGE_PORT, type Page, PORT } from "./services.ts";
import { up } from "./up.ts";

const section = "one-compose-file";

const votePage = check(
  "compose: the page of vote answers on port 5000",
  { points: 2, section, needs: up, closer: [pageOf.vote, givenIn.vote], why: "This is where voters go." },
  (work, started) => opensPage(work, started, "vote"),
);

const resultPage = check(
  "compose: the page of result answers on port 5001, and its numbers too",
  {
    points: 2,
    section,
    needs: up,
    closer: [pageOf.result, givenIn.result],
    why: "This is where everybody looks. Without the database, it has nothing to show.",
  },
  async (work, started) => {
    await opensPage(work, started, "result");
    await firstTally(work, started.stack);
    return started;
  },
);

const given = givenInStack(Object.values(PROGRAMS), {
  points: 2,
  section,
  needs: [resultPage, votePage],
  closer: Object.values(givenIn),
});

async function opensPage(work: CheckContext, started: Described, service: Page): Promise<Described> {
  const published = PORT[service];
  const { door, answer } = await answerOn(work, started, { published, service, target: PAGE_PORT });
  if (isPage(service, answer)) return started;
  const { status, body } = answer;
  throw new Finding("WRONG_PAGE", `What answers on port ${published} is not the page of ${service}.`, {
    expected: `the page of ${service}`,
    actual: `port ${published} leads to port ${door.target} of ${door.service}; status ${status}: ${body.toString("utf8").slice(0, 200)}`,
    hint: "Look at which service publishes this port, and at what its image has in it.",
    file: started.file.name,
  });
}

const debuggable = check(
  "compose: the debugger of result answers on port 5858",
  {
    points: 3,
    section,
    needs: up,
    // What ends at once may have answered before.
    closer: [pageOf.result],
    why: "The command in the compose file can start the same image in another way: here, so that one can look inside.",
  },
  async (work, started) => {
    const door = { published: PORT.debugger, service: "result", target: PORT.debugger };
    const { answer } = await answerOn(work, started, door, { path: "/json/version" });
    const text = answer.body.toString("utf8");
    if (/"Browser":\s{0,8}"node\.js/.test(text)) return started;
    throw new Finding("WRONG_PAGE", `What answers on port ${PORT.debugger} is no debugger of Node.`, {
      expected: "what `node --inspect` answers",
      actual: text.slice(0, 200),
      hint: "Look at which port of which service the published port leads to.",
      file: started.file.name,
    });
  },
);

const guarded = check(
  "compose: the debugger's port is open to this machine only",
  {
    points: 0,
    section,
    needs: debuggable,
    why: "Who gets in there can run any code in the container. An address before the port says who gets in.",
  },
  async (_, { file }) => {
    const open = publishedPorts(file.model).find(({ published }) => published === String(PORT.debugger));
    if (open?.host_ip === "127.0.0.1" || open?.host_ip === "::1") return;
    throw new Finding(codes.DEBUGGER_OPEN, "The debugger's port is open to everybody who reaches this machine.", {
      expected: "an address of this machine alone before the port",
      actual: `port ${PORT.debugger} on ${open?.host_ip ?? "every address"}`,
      file: file.name,
    });
  },
);

/** What other code does wrong is told there, and only there. */
const givenCode = [...Object.values(givenIn), given];

export { debuggable, givenCode, resultPage, votePage };

export const pages = [votePage, resultPage, given, debuggable, guarded];
