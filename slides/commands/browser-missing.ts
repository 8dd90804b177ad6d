import { GraderError } from "../../checker/core/errors.ts";

/** What to say where Chromium is needed and not there. */
export function noBrowser(why: string): GraderError {
  return new GraderError(
    "SETUP_REFUSED",
    `${why}, which is not on this machine.`,
    "Install Chromium or Chrome, or set CHROMIUM to where it is.",
  );
}
