// Asks the server for its numbers twice a second, and draws how fast hashes are made.

import { drawGraph } from "./graph.js";
import { Speedometer } from "./speed.js";

const ASK_EVERY = 500; // milliseconds
const PATIENCE = 3000; // milliseconds that an answer may take
const REMEMBER = 300; // seconds that the graph can show

const show = (id, text) => {
  document.getElementById(id).textContent = text;
};
const whole = (number) => number.toLocaleString("en");
const perSecond = (speed) => speed.toFixed(speed < 100 ? 1 : 0);

const speedometer = new Speedometer();
let points = []; // { time, speed }: what the graph shows, time in seconds of the server's clock
let asking = false;

async function ask() {
  const response = await fetch("/json", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

function learn({ coins, hashes, now }) {
  // Time or the counter ran backwards: somebody started again, and so do we.
  if (!speedometer.follows(now, hashes)) points = [];
  const speed = speedometer.read(now, hashes);
  if (speed !== undefined) points.push({ time: now, speed });
  points = points.filter((point) => point.time > now - REMEMBER);

  show("coins", whole(coins));
  show("hashes", whole(hashes));
  show("speed", speed === undefined ? "–" : perSecond(speed));
  document.title = speed === undefined ? "DockerCoins" : `${perSecond(speed)}/s · DockerCoins`;
  document.getElementById("waiting").hidden = points.length > 1;
}

// The state is read aloud by screen readers, so it is written only when it changes.
function tell(state, away) {
  if (document.getElementById("state").textContent !== state) show("state", state);
  document.body.classList.toggle("away", away);
}

async function update() {
  if (asking) return;
  asking = true;
  try {
    learn(await ask());
    tell("Live", false);
  } catch (error) {
    // An answer that tells of a problem comes from the server; all else means: no server.
    const told = error.message?.startsWith("redis");
    tell(told ? `The server has no numbers: ${error.message}` : "The server does not answer", true);
    document.title = "(no answer) DockerCoins";
  } finally {
    asking = false;
  }
}

const graph = document.getElementById("graph");
const redraw = () => drawGraph(graph, points, REMEMBER, perSecond);

setInterval(() => update().then(redraw), ASK_EVERY);
new ResizeObserver(redraw).observe(graph);
update();
