import type { Report } from "../core/report.ts";
import { terminal } from "../report/terminal.ts";

const FIRST = /^(?:What to fix|Could not be judged; this costs you no points|Advice \(no points\)|note {2}.*)$/m;

/** Notes on what else goes on here. */
const OF_THIS_MACHINE = /^(?:Port \d+ is taken|Waiting until a measurement is done)/;

/** What a student reads below the list of checks: what to mend, what could not be judged, advice and notes. */
export function said(report: Report): string {
  const notes = report.notes.filter((note) => !OF_THIS_MACHINE.test(note));
  const text = steady(terminal([{ ...report, notes }], { colour: false, width: 80 }));
  const begin = FIRST.exec(text)?.index ?? text.length;
  return text.slice(begin, text.search(/^─+$/m)).trimEnd();
}

/** Without what differs from engine to engine, and from image to image. */
function steady(text: string): string {
  return text
    .replace(/Node\.js v[\d.]+/g, "Node.js VERSION")
    .replace(/\((node:[\w/]+):[\d:]+\)/g, "($1)")
    .replace(/is for linux\/\w+/g, "is for PLATFORM");
}
