import { advice, answersHttp, givenCheck, imageOf } from "../../../kit/kit.ts";
import { APP, PORT } from "./app.ts";

const section = "the-image";

const { file, image: built } = imageOf("app", { section, points: [5, 15] });

const serves = answersHttp("app", {
  points: 20,
  section,
  image: built,
  port: PORT,
  network: "alone",
  why: "An image is complete when a container of it does its work, and nothing else is needed.",
});

const given = givenCheck(APP, { points: 10, section, needs: serves });

export { built, given, serves };

export const image = [file, built, serves, given, ...advice("app", { file, image: built, running: given }, section)];
