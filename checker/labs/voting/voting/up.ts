import {
  type ComposeFile,
  check,
  composeFile,
  publishedOnce,
  requireBuiltHere,
  requireService,
  type Stack,
} from "../../../kit/kit.ts";
import { builtImages, pageOf } from "./images.ts";
import { BUILT, PORT, SERVICES } from "./services.ts";

const section = "one-compose-file";

/** A stack that has been started, and the file that describes it. */
export interface Started {
  readonly file: ComposeFile;
  readonly stack: Stack;
}

const valid = composeFile(section, 3);

const built = check(
  "compose: vote, worker and result are built from your Dockerfiles, redis and db are there",
  {
    points: 5,
    section,
    needs: [valid, ...builtImages],
    why: "Three services are your own work, two come ready-made: the file says so for each.",
  },
  async (work, [file]): Promise<Started> => {
    for (const service of SERVICES) requireService(file, service, SERVICES);
    for (const service of BUILT) requireBuiltHere(work, file, service, SERVICES);
    const stack = work.stack(Object.values(PORT));
    await stack.use(file.model);
    await work.buildStack(stack, file.model);
    return { file, stack };
  },
);

const up = check(
  "compose: one up starts everything",
  {
    points: 5,
    section,
    needs: built,
    closer: [pageOf.vote, pageOf.result],
    why: "From nothing to a running application with one command: that is what Compose is for.",
  },
  async (_, { file, stack }): Promise<Started> => {
    publishedOnce(file.model, file.name);
    await stack.up();
    for (const service of Object.keys(file.model.services)) await stack.container(service);
    return { file, stack };
  },
);

export { up };

export const starting = [valid, built, up];
