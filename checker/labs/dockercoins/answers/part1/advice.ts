import { all, failing, replace } from "../../../../kit/answers/answers.ts";

const WEBUI = "webui/Dockerfile";
const WORKER = "worker/Dockerfile";
const part = "part1";

/** Advice: costs nothing, but has to be given. */
export const advised = [
  ...failing(part, "worker: the base image has a version", {
    title: "worker: a base image without a tag",
    says: /FROM python does not say which version/,
    edit: replace(WORKER, "python:3.13-slim", "python"),
  }),
  ...failing(part, "webui: what the code needs is installed before the code is copied", {
    title: "webui: code before packages",
    says: /each change installs them again/,
    edit: all(replace(WEBUI, "COPY . .", ""), replace(WEBUI, "RUN npm", "COPY . .\nRUN npm")),
  }),
  ...failing(part, "rng: the image is not far larger than it has to be", {
    title: "rng: baggage in the image",
    says: /far larger than it has to be/,
    edit: replace("rng/Dockerfile", "COPY", "RUN head -c 120000000 /dev/zero > /baggage\nCOPY"),
  }),
  ...failing(part, "rng: the container stops when it is asked to", {
    title: "rng: a shell in front that keeps the signal",
    says: /did not stop within 2 seconds/,
    edit: replace("rng/Dockerfile", /CMD.*/, "CMD python rng.py; echo done"),
  }),
];
