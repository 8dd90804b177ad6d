// A worker: measures how long a pattern takes for each text that attacks it, and tells the worst. A pattern that never
// comes to an end is told by whoever started this.
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { attacksOn } = await import("./attacks.ts");
const { patterns, short, long, limit } = workerData;

function seconds([source, flags], text) {
  const pattern = new RegExp(source, flags.replace("y", ""));
  const began = process.cpuUsage();
  if (pattern.global) for (const _ of text.matchAll(pattern));
  else pattern.exec(text);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
}

/** Takes long, and far more than four times as long as for a quarter of the text: a constant, however large, is no matter. */
function slow(pattern, text) {
  const whole = seconds(pattern, text);
  if (whole <= limit) return false;
  const quarter = text.slice(0, text.length / 4) + text.slice(-1);
  return whole > limit * 20 || whole > 8 * seconds(pattern, quarter);
}

for (const [trying, pattern] of patterns.entries()) {
  parentPort.postMessage({ trying });
  for (const length of [short, long]) {
    let found;
    for (const text of attacksOn(pattern, length))
      if (slow(pattern, text)) {
        found = text;
        break;
      }
    if (found === undefined) continue;
    parentPort.postMessage({ slow: JSON.stringify(found.slice(0, 40)) });
    break;
  }
}
parentPort.postMessage({ done: true });
