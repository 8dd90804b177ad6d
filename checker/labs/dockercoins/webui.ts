import { Finding } from "../../core/errors.ts";
import type { Container } from "../../engine/container.ts";
import { ask } from "../../probe/http.ts";
import { redisOf } from "../../probe/redis.ts";
import { firstAnswer } from "../../probe/server.ts";
import { until } from "../../probe/until.ts";
import { advice } from "../../work/advice.ts";
import { imageOf } from "../../work/image-checks.ts";
import { check } from "../../work/work.ts";
import { surroundings } from "./surroundings.ts";

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
    const first = await firstAnswer(work.session, webui, 80, "/");
    const target = first.headers.location;
    if (first.status < 300 || first.status > 399 || target === undefined) {
      throw new Finding("webui does not redirect / to its page.", {
        expected: "a redirect to /index.html",
        actual: `status ${first.status}`,
        evidence: await webui.logs(),
      });
    }
    await servedWithAll(webui, target, work.signal);
    return webui;
  },
);

/** Asks for the page, for what it loads, and for what that loads. */
async function servedWithAll(webui: Container, page: string, signal: AbortSignal): Promise<void> {
  const from = new Map([[new URL(page, webui.url).pathname, "/"]]);
  for (const [path, leader] of from) {
    const base = new URL(path, webui.url);
    for (const reference of references(path, await served(webui, path, signal, leader))) {
      const { origin, pathname } = new URL(reference, base);
      if (origin === base.origin && !from.has(pathname)) from.set(pathname, path);
    }
  }
}

async function served(webui: Container, path: string, signal: AbortSignal, from: string): Promise<string> {
  const { status, body } = await ask(new URL(path, webui.url).href, { signal });
  if (status === 200) return body.toString("utf8");
  throw new Finding(`${from} leads to ${path}, which webui does not serve.`, {
    expected: `status 200 for ${path}`,
    actual: `status ${status}`,
    evidence: await webui.logs(),
    hint: "The server looks for its folder files/ in the folder where it is started.",
    file: "webui/Dockerfile",
  });
}

/** What a page or a script loads: scripts, images, stylesheets, icons, modules. Links for people are left out. */
function references(path: string, text: string): readonly string[] {
  if (path.endsWith(".js"))
    return [...text.matchAll(/^(?:import|export)\b[^"';]*["'](\.[^"']+)["']/gm)].map((match) => match[1] ?? "");
  const tags = text.match(/<(?:script|img|link|source)\b[^>]*>/gi) ?? [];
  return tags
    .flatMap((tag) => /\b(?:src|href)\s*=\s*["']([^"'#]+)/i.exec(tag)?.[1] ?? [])
    .filter((url) => !url.startsWith("data:"));
}

const json = check(
  "webui: /json shows what redis holds",
  {
    points: 10,
    section,
    why: "The numbers on the page come from redis, which webui finds by the name redis.",
    needs: page,
  },
  async (work, webui) => {
    const { redis } = await surroundings(work);
    await using client = await redisOf(redis);
    let expected = "";
    let actual = "no answer";
    const right = await until(
      async () => {
        const before = await client.numbers();
        const answer = await ask(`${webui.url}/json`, { signal: work.signal }).catch((error: Error) => error);
        const after = await client.numbers();
        expected = `status 200 and {"coins": ${after.coins}, "hashes": ${after.hashes}, "now": ...}`;
        if (answer instanceof Error) {
          actual = `no answer: ${answer.message}`;
          return undefined;
        }
        const text = answer.body.toString("utf8");
        actual = `status ${answer.status} and ${text.slice(0, 300)}`;
        return answer.status === 200 && shows(text, before, after) ? true : undefined;
      },
      { deadline: 6, every: 0.1, signal: work.signal },
    );
    if (right) return webui;
    throw new Finding("/json does not show what redis holds.", {
      expected,
      actual,
      evidence: await webui.logs(),
      hint: "The code speaks to redis through a package: look at which version of it the image has.",
    });
  },
);

interface Numbers {
  readonly coins: number;
  readonly hashes: number;
}

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

export const webui = [file, image, page, json, ...advice("webui", { file, image, running: json })];
