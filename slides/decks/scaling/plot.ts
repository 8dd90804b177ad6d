import type { Measured, Point } from "./data.ts";

type Series = { name: string; style: string; points: { workers: number; value: number }[] };
type Plot = { title: string; unit: string; top: number; step: number; series: Series[] };

const WIDTH = 960;
const HEIGHT = 500;
const area = { left: 90, right: 750, top: 70, bottom: 420 };

// The same card and colours as the other pictures of the decks: it is legible on dark and on light slides.
const STYLE = `  <style>
    .card { fill: #f4f6fb; }
    .grid { stroke: #c9d1e0; stroke-width: 2; }
    .text { fill: #10182b; font: 24px system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
    .name { font-weight: 700; }
    .curve { fill: none; stroke-width: 5; }
    .good { stroke: #0b5fd8; fill: #0b5fd8; }
    .bad { stroke: #b3470a; fill: #b3470a; }
    .ideal { stroke: #5a667f; fill: #5a667f; }
    path.ideal { stroke-dasharray: 12 9; }
    path.curve { fill: none; }
    text.good, text.bad, text.ideal { stroke: none; }
    @media (prefers-color-scheme: dark) {
      .card { fill: #151d31; }
      .grid { stroke: #3a4661; }
      .text { fill: #f4f6fb; }
      .good { stroke: #6db1ff; fill: #6db1ff; }
      .bad { stroke: #ffb26b; fill: #ffb26b; }
      .ideal { stroke: #b3bdd2; fill: #b3bdd2; }
    }
  </style>`;

const round = (value: number) => Math.round(value * 10) / 10;

function draw({ title, unit, top, step, series }: Plot): string {
  const most = Math.max(...series.flatMap(({ points }) => points.map(({ workers }) => workers)));
  const x = (workers: number) => round(area.left + (workers / most) * (area.right - area.left));
  const y = (value: number) => round(area.bottom - (value / top) * (area.bottom - area.top));
  const text = (at: { x: number; y: number }, anchor: string, content: string | number, style = "") =>
    `  <text class="text${style}" x="${at.x}" y="${at.y}" text-anchor="${anchor}">${content}</text>`;

  const levels = Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
  const ticks = [...new Set(series.flatMap(({ points }) => points.map(({ workers }) => workers)))];
  const curves = series.flatMap(({ name, style, points }) => {
    const last = points.at(-1);
    if (!last) throw new Error(`nothing to draw for ${name}`);
    const line = points.map(({ workers, value }) => `${x(workers)} ${y(value)}`).join("L");
    return [
      `  <path class="curve ${style}" d="M${line}" />`,
      ...points.map(({ workers, value }) => `  <circle class="${style}" cx="${x(workers)}" cy="${y(value)}" r="7" />`),
      text({ x: area.right + 18, y: y(last.value) + 8 }, "start", name, ` name ${style}`),
    ];
  });

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `  <title>${title}</title>`,
    STYLE,
    `  <rect class="card" width="${WIDTH}" height="${HEIGHT}" rx="24" />`,
    text({ x: 30, y: 42 }, "start", unit),
    ...levels.map((level) => `  <path class="grid" d="M${area.left} ${y(level)}H${area.right}" />`),
    ...levels.map((level) => text({ x: area.left - 14, y: y(level) + 8 }, "end", level)),
    ...ticks.map((tick) => text({ x: x(tick), y: area.bottom + 38 }, "middle", tick)),
    text({ x: (area.left + area.right) / 2, y: area.bottom + 70 }, "middle", "workers"),
    ...curves,
    "</svg>",
    "",
  ].join("\n");
}

function curve(name: string, style: string, points: Point[], value: (point: Point) => number): Series {
  return { name, style, points: points.map((point) => ({ workers: point.workers, value: value(point) })) };
}

function halves({ points }: Measured): { one: Point[]; many: Point[]; base: number } {
  const one = points.filter(({ rng }) => rng === 1);
  const many = points.filter(({ rng }) => rng > 1);
  const base = one.find(({ workers }) => workers === 1)?.hashesPerSecond;
  if (base === undefined) throw new Error("there is no point with one worker and one rng");
  return { one, many, base };
}

/** An SVG of the speed over the number of workers: as it was, with the fix, and what it would be if nobody had to wait. */
export function speedPlot(data: Measured): string {
  const { one, many, base } = halves(data);
  const speed = (point: Point) => point.hashesPerSecond;
  const series = [
    curve("no waiting", "ideal", one, ({ workers }) => base * workers),
    curve("ten rng", "good", many, speed),
    curve("one rng", "bad", one, speed),
  ];
  const said = [one, many].map((points) => points.map((point) => `${point.workers}: ${speed(point)}`).join(", "));
  const title = `Hashes per second by number of workers. One rng: ${said[0]}. Ten rng: ${said[1]}.`;
  return draw({ title, unit: "hashes per second", top: 35, step: 5, series });
}

/** An SVG of how long rng and hasher let a caller wait, over the number of workers, with a single rng. */
export function latencyPlot(data: Measured): string {
  const { one } = halves(data);
  const series = [
    curve("rng", "bad", one, (point) => point.rngMs.median),
    curve("hasher", "good", one, (point) => point.hasherMs.median),
  ];
  const said = one.map(({ workers, rngMs, hasherMs }) => `${workers}: ${rngMs.median} and ${hasherMs.median}`);
  const title = `Milliseconds until rng and hasher answer, by number of workers: ${said.join(", ")}.`;
  return draw({ title, unit: "milliseconds until the answer", top: 1000, step: 200, series });
}
