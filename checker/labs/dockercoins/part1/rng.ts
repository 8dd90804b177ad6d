import { advice, answersHttp, ask, check, Finding, givenCheck, imageOf } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { assertTookItsTime } from "../support/pause.ts";
import { PROGRAMS } from "../support/programs.ts";

const section = "rng";
const { file, image } = imageOf("rng");

const answers = answersHttp("rng", {
  points: 6,
  why: "The worker calls rng on port 80, where web servers listen by default.",
  image,
  port: 80,
  network: "services",
});

const given = givenCheck(PROGRAMS.rng, { points: 2, section, needs: answers });

const SIZES = [32, 1, 1000];

const bytes = check(
  "rng: GET /N sends N random bytes",
  {
    points: 10,
    section,
    why: "Random bytes are what the worker mines with: it needs exactly as many as it asks for, new ones each time.",
    needs: given,
  },
  async (work, rng) => {
    const seen = new Set<string>();
    for (const size of [...SIZES, SIZES[0]]) {
      const { status, body, seconds } = await ask(`${rng.url}/${size}`, { signal: work.signal });
      const expected = `status 200 and ${size} bytes`;
      if (status !== 200 || body.length !== size) {
        throw new Finding("WRONG_ANSWER", `rng does not send ${size} bytes when asked for /${size}.`, {
          expected,
          actual: `status ${status} and ${body.length} bytes`,
          evidence: await rng.logs(),
        });
      }
      assertTookItsTime("rng", seconds);
      if (size !== 1 && seen.has(body.toString("hex"))) {
        throw new Finding(codes.NOT_RANDOM, "rng sent the same bytes twice.", {
          expected: "new random bytes each time",
          actual: `${size} bytes that it had sent before`,
        });
      }
      seen.add(body.toString("hex"));
    }
    return rng;
  },
);

export const rng = [file, image, answers, given, bytes, ...advice("rng", { file, image, running: bytes })];
