import { createHash, randomBytes } from "node:crypto";
import { advice, answersHttp, ask, check, Finding, givenCheck, imageOf } from "../../../kit/kit.ts";
import { assertTookItsTime } from "../support/pause.ts";
import { PROGRAMS } from "../support/programs.ts";

const section = "hasher";
const { file, image } = imageOf("hasher");

const answers = answersHttp("hasher", {
  points: 6,
  why: "The worker calls hasher on port 80, where web servers listen by default.",
  image,
  port: 80,
  network: "services",
});

const given = givenCheck(PROGRAMS.hasher, { points: 2, section, needs: answers });

/** Bodies that break servers which take bytes for text: none, a zero byte, invalid UTF-8, form characters, many. */
const BODIES = () => [
  randomBytes(32),
  Buffer.from([0]),
  Buffer.from([0xff, 0xfe, 0x25, 0x26, 0x3d, 0x0a]),
  randomBytes(5000),
];

const hashes = check(
  "hasher: POST / answers the SHA-256 of the body",
  {
    points: 10,
    section,
    why: "The worker calls it by the name hasher and sends binary data; what comes back decides whether there is a coin.",
    needs: given,
  },
  async (work, hasher) => {
    await Promise.all(
      BODIES().map(async (body) => {
        const answer = await ask(hasher.url, { method: "POST", host: "hasher", body, signal: work.signal });
        const right = createHash("sha256").update(body).digest("hex");
        const said = answer.body.toString("latin1").trim();
        if (answer.status === 200 && said === right) return assertTookItsTime("hasher", answer.seconds);
        throw new Finding(
          answer.status === 403 ? "HOST_REFUSED" : "WRONG_ANSWER",
          "hasher does not answer the SHA-256 of what it gets, when it is called by the name hasher.",
          {
            expected: `status 200 and ${right}`,
            actual: `status ${answer.status} and ${said.slice(0, 200) || "an empty body"}`,
            evidence: await hasher.logs(),
            hint:
              answer.status === 403
                ? "A server that answers to localhost may refuse to answer to other host names: look at its settings for that."
                : "Look at the log of hasher.",
          },
        );
      }),
    );
    return hasher;
  },
);

export const hasher = [file, image, answers, given, hashes, ...advice("hasher", { file, image, running: hashes })];
