import {
  advice,
  ask,
  check,
  eventually,
  Finding,
  givenCheck,
  imageOf,
  noAnswer,
  OurRedis,
  servedWithAll,
} from "../../../kit/kit.ts";
import { PROGRAMS } from "../support/programs.ts";
import { type Numbers, numbersOf, surroundings } from "./surroundings.ts";

const section = "webui";
const { file, image } = imageOf("webui", { beside: surroundings });

const page = check(
  "webui: / leads to the page, and the page has all its files",
  {
    points: 8,
    section,
    why: "People open the address in a browser: it has to lead them to the page, with its styles and scripts.",
    needs: image,
  },
  async (work, { tag }) => {
    const { network } = await surroundings(work);
    const webui = await work.run({ subject: "webui", image: tag, network, publish: 80 });
    const first = await work.firstAnswer(webui, 80, "/");
    const target = first.headers.location;
    if (first.status < 300 || first.status > 399 || target === undefined) {
      throw new Finding("WRONG_ANSWER", "webui does not redirect / to its page.", {
        expected: "a redirect to /index.html",
        actual: `status ${first.status}`,
        evidence: await webui.logs(),
      });
    }
    await servedWithAll(target, {
      server: webui,
      signal: work.signal,
      hint: "The server looks for its folder files/ in the folder where it is started.",
      file: "webui/Dockerfile",
    });
    return webui;
  },
);

const given = givenCheck(PROGRAMS.webui, { points: 2, section, needs: page });

const json = check(
  "webui: /json shows what redis holds",
  {
    points: 8,
    section,
    why: "The numbers on the page come from redis, which webui finds by the name redis.",
    needs: given,
  },
  async (work, webui) => {
    const { redis } = await surroundings(work);
    const client = new OurRedis(redis);
    let expected = "";
    await eventually(work, {
      deadline: 6,
      every: 0.1,
      look: async (seen) => {
        const before = await numbersOf(client);
        const answer = await ask(`${webui.url}/json`, { signal: work.signal }).catch(noAnswer);
        const after = await numbersOf(client);
        expected = `status 200 and {"coins": ${after.coins}, "hashes": ${after.hashes}, "now": ...}`;
        if (answer instanceof Error) {
          seen.actual = `no usable answer: ${answer.reason}`;
          return undefined;
        }
        const text = answer.body.toString("utf8");
        seen.observed = text.slice(0, 300);
        seen.actual = `status ${answer.status} and ${seen.observed}`;
        return (answer.status === 200 && shows(text, before, after)) || undefined;
      },
      otherwise: async (seen) =>
        new Finding("WRONG_ANSWER", "/json does not show what redis holds.", {
          expected,
          ...seen,
          evidence: await webui.logs(),
          hint: "The code speaks to redis through a package: look at which version of it the image has.",
        }),
    });
    return webui;
  },
);

/** The worker may count while webui is asked: what is shown lies between what redis held before and after. */
function shows(text: string, before: Numbers, after: Numbers): boolean {
  try {
    const { coins, hashes, now } = JSON.parse(text);
    const between = (value: unknown, low: number, high: number) => Number(value) >= low && Number(value) <= high;
    const { isFinite: isNumber } = Number;
    return isNumber(now) && between(coins, before.coins, after.coins) && between(hashes, before.hashes, after.hashes);
  } catch {
    return false;
  }
}

export const webui = [file, image, page, given, json, ...advice("webui", { file, image, running: json })];
