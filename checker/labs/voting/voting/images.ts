import { advice, check, Finding, fileOf, givenCheck, imageOf, megabytes, stagesBehind } from "../../../kit/kit.ts";
import { codes } from "../codes.ts";
import { showsPage } from "./alone.ts";
import { PROGRAMS } from "./programs.ts";

const vote = imageOf("vote", { points: [1, 3] });
const worker = imageOf("worker", { points: [1, 4] });
const result = imageOf("result", { points: [1, 3] });

const noCompiler = check(
  "worker: there is no compiler in the image",
  {
    points: 5,
    section: "worker",
    needs: worker.image,
    why: "A compiler is a fine tool for somebody who has broken into a container. What runs does not need it.",
  },
  async (work, image) => {
    const found = await work.findInImage(image, (path) =>
      /(^|\/)(bin\/javac|jmods\/jdk\.compiler\.jmod|lib\/ct\.sym)$/.test(path),
    );
    if (found === undefined) return;
    throw new Finding(codes.COMPILER_LEFT, "There is a Java compiler in the worker's image.", {
      expected: "Java as it takes to run a program, a JRE",
      actual: `the file /${found}`,
    });
  },
);

const smaller = check(
  "worker: the image is smaller than its build stage",
  {
    points: 5,
    section: "worker",
    needs: [worker.file, worker.image, noCompiler],
    why: "What is only needed to build is sent, stored and kept up to date for nothing when it is in the image that runs.",
  },
  async (work, [dockerfile, image]) => {
    const file = fileOf(dockerfile.folder, dockerfile.name);
    const stages = stagesBehind(await work.plan(dockerfile), dockerfile.target);
    if (stages.length === 0)
      throw new Finding(codes.ONE_STAGE, "The worker's image is made in one stage.", {
        expected: "a build stage, and a last stage that takes over what has been built",
        actual: "no earlier stage from which the last one takes anything",
        hint: "Look at what a Dockerfile with several FROM lines can do, and at where COPY can copy from.",
        file,
      });
    const built: number[] = [];
    for (const stage of stages) built.push(await work.imageBytes(await work.build(dockerfile, stage)));
    const [largest, own] = [Math.max(...built), await work.imageBytes(image)];
    if (own < largest) return;
    throw new Finding(codes.ONE_STAGE, "The worker's image is as large as its build stage, or larger.", {
      expected: `less than the ${megabytes(largest)} of the build stage`,
      actual: megabytes(own),
      hint: "Look at what the last stage is made from, and at how much it copies.",
      file,
    });
  },
);

/** The three images, for those that go on when they are built. */
export const builtImages = [vote.image, worker.image, result.image] as const;

/** The two pages, each out of its image alone. */
export const pageOf = {
  vote: showsPage("vote", vote.image),
  result: showsPage("result", result.image),
} as const;

/** The same pages, by the code that runs. */
export const givenIn = {
  vote: givenCheck(PROGRAMS.vote, { points: 1, section: "vote", needs: pageOf.vote }),
  result: givenCheck(PROGRAMS.result, { points: 1, section: "result", needs: pageOf.result }),
} as const;

export const images = [
  ...[vote.file, vote.image, pageOf.vote, givenIn.vote, ...advice("vote", vote)],
  ...[worker.file, worker.image, noCompiler, smaller, ...advice("worker", worker)],
  ...[result.file, result.image, pageOf.result, givenIn.result, ...advice("result", result)],
];
