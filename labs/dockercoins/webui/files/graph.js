// Draws a line of { time, speed } points into an SVG element, with a grid and its labels.

const SHORTEST = 60; // seconds on the time axis at the beginning; later it grows
const BREAK = 3; // seconds without a point that break the line

/** Draws points (the newest at the right edge); the time axis shows at most `longest` seconds. */
export function drawGraph(svg, points, longest, format) {
  const { width, height } = svg.getBoundingClientRect();
  if (width === 0 || height === 0) return;
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);

  const em = Number.parseFloat(getComputedStyle(svg).fontSize);
  const plot = { left: 2.6 * em, right: width - 0.6 * em, top: 0.6 * em, bottom: height - 1.8 * em };
  const now = points.at(-1)?.time ?? 0;
  const seconds = Math.min(longest, Math.max(SHORTEST, now - (points[0]?.time ?? now)));
  const most = Math.max(4, ...points.map((point) => point.speed * 1.1));
  const step = niceStep(most);
  const top = step * Math.ceil(most / step);

  const x = (time) => plot.right - ((now - time) / seconds) * (plot.right - plot.left);
  const y = (speed) => plot.bottom - (speed / top) * (plot.bottom - plot.top);

  const lines = unbroken(points).map((part) => part.map((point) => `${round(x(point.time))} ${round(y(point.speed))}`));
  const set = (id, name, value) => svg.querySelector(id).setAttribute(name, value);
  set("#line", "d", lines.map((part) => `M${part.join("L")}`).join(""));
  set("#area", "d", lines.map((part) => closed(part, plot.bottom)).join(""));
  set("#tip", "visibility", points.length > 0 ? "visible" : "hidden");
  if (points.length > 0) {
    set("#tip", "cx", x(now));
    set("#tip", "cy", y(points.at(-1).speed));
    svg.setAttribute("aria-label", `Graph of the hashing speed: ${describe(points, format)}`);
  }

  const labels = [];
  for (let speed = 0; speed <= top; speed += step) {
    labels.push(gridLine(plot.left, y(speed), plot.right, y(speed)));
    labels.push(label(plot.left - 0.5 * em, y(speed) + 0.32 * em, "end", String(speed)));
  }
  const room = Math.max(1, Math.floor((plot.right - plot.left) / (5 * em))); // labels that fit side by side
  const tick = [15, 30, 60, 120].find((gap) => seconds / gap <= room) ?? 300;
  for (let age = 0; age <= seconds; age += tick) {
    const text = age === 0 ? "now" : `−${Math.floor(age / 60)}:${String(age % 60).padStart(2, "0")}`;
    const anchor = age === 0 ? "end" : x(now - age) < plot.left + 2 * em ? "start" : "middle";
    labels.push(label(age === 0 ? width : x(now - age), height - 0.3 * em, anchor, text));
  }
  svg.querySelector("#grid").replaceChildren(...labels);
}

/** A step of 1, 2 or 5 times a power of ten that cuts 0..most into three to seven pieces. */
function niceStep(most) {
  const power = 10 ** Math.floor(Math.log10(most / 3));
  return [5, 2, 1].map((factor) => factor * power).find((step) => most / step >= 3) ?? power;
}

/** Where no points came in for a while, the line has to end and begin again. */
function unbroken(points) {
  const parts = [];
  points.forEach((point, index) => {
    if (index === 0 || point.time - points[index - 1].time > BREAK) parts.push([]);
    parts.at(-1).push(point);
  });
  return parts;
}

function closed(part, bottom) {
  const [first, last] = [part[0].split(" ")[0], part.at(-1).split(" ")[0]];
  return `M${first} ${round(bottom)}L${part.join("L")}L${last} ${round(bottom)}Z`;
}

function describe(points, format) {
  const speeds = points.map((point) => point.speed);
  return `now ${format(speeds.at(-1))} hashes per second, lowest ${format(Math.min(...speeds))}, highest ${format(Math.max(...speeds))}`;
}

function gridLine(x1, y1, x2, y2) {
  return element("line", { x1, y1, x2, y2 });
}

function label(x, y, anchor, text) {
  const made = element("text", { x, y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const round = (number) => Math.round(number * 10) / 10;
