import { answerOn, check, composeStack, Finding, givenInStack, oneUp } from "../../../kit/kit.ts";
import { APP, greets, PORT } from "./app.ts";
import { built as image, given as inImage, serves } from "./image.ts";

const section = "the-compose-file";

const { valid, built } = composeStack({
  section,
  points: { valid: 5, built: 10 },
  title: "compose: app is built from your Dockerfile",
  why: "The image is your own work: the file says how it is made, and nobody has to build it by hand.",
  built: ["app"],
  ports: [PORT],
  images: [image],
});

const up = oneUp({ section, points: 10, built, closer: [serves] });

const answers = check(
  "compose: the app answers on port 8000",
  {
    points: 15,
    section,
    needs: up,
    closer: [serves],
    why: "The published port is the only door that the application opens to the world.",
  },
  async (work, started) => {
    const { answer } = await answerOn(work, started, { published: PORT, service: "app", target: PORT });
    if (greets(answer)) return started;
    throw new Finding("WRONG_PAGE", `What answers on port ${PORT} is not the app.`, {
      expected: "status 200, and a greeting",
      actual: `status ${answer.status}: ${answer.body.toString("utf8", 0, 200)}`,
      file: started.file.name,
    });
  },
);

const given = givenInStack([APP], { points: 10, section, needs: [answers], closer: [inImage] });

export const compose = [valid, built, up, answers, given];
