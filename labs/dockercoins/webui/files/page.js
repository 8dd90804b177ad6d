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

/** The server's numbers; an error says in its message what to show instead. */
async function ask() {
  const init = { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  const response = await fetch("/json", init).catch(() => {
    throw new Error("The server does not answer");
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The server answers with error ${response.status}`);
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
    tell(error.message, true);
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
