/** One column, quiet colours, the same words in light, in dark and on paper. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f4f6f9; --card: #fff; --sunk: #f1f4f8; --ink: #1b2330; --soft: #5a6676; --line: #dfe4eb;
  --passed: #17794a; --failed: #c2312a; --errored: #96590a; --blocked: #64707f; --accent: #1f5fc4;
  --passed-back: #e5f5ec; --failed-back: #fdecea; --errored-back: #fdf3e0; --accent-back: #eaf1fc;
  --pull: #8b5cf6; --build: #3b7ddd; --start: #14a195; --probe: #4aa84a; --measure: #e0912f; --stop: #98a3b3;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f141b; --card: #171e28; --sunk: #10161e; --ink: #e5eaf1; --soft: #9ba8b9; --line: #2a3442;
    --passed: #52c48d; --failed: #ff8078; --errored: #e9b357; --blocked: #8d99aa; --accent: #79adff;
    --passed-back: #14301f; --failed-back: #3a1b1a; --errored-back: #33270f; --accent-back: #16263f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
h1, h2, h3, p, ul, dl, figure, pre { margin: 0; }
h1 { font-size: clamp(1.5rem, 5vw, 2.1rem); line-height: 1.2; letter-spacing: -.015em; }
h2 { font-size: 1.05rem; margin-bottom: .75rem; }
h2 small { font-weight: 400; color: var(--soft); }
h3 { font-size: .8rem; font-weight: 600; color: var(--soft); text-transform: uppercase; letter-spacing: .05em; margin: .9rem 0 .35rem; }
li { white-space: pre-line; }
p, li, dd, q, h1, h2, h3, code, td, th, figcaption, .title, .label, .value, .note { overflow-wrap: anywhere; }
code, pre, dd { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
.quiet { color: var(--soft); font-size: .9rem; }
header { display: flex; gap: 1.5rem; align-items: center; justify-content: space-between; }
.card + header { margin-top: 1.5rem; }
.what { min-width: 0; }
.eyebrow { color: var(--accent); font-weight: 600; font-size: .9rem; letter-spacing: .02em; }
.verdict { margin: .5rem 0; font-weight: 600; }
.verdict.passed { color: var(--passed); } .verdict.failed { color: var(--failed); } .verdict.errored, .undecided { color: var(--errored); }
.undecided { margin-bottom: .5rem; font-size: .9rem; }
.meta { color: var(--soft); font-size: .9rem; }
.chips, .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .4rem .5rem; }
.chips { margin-top: .8rem; }
.chips li { padding: .1rem .65rem; border-radius: 99px; font-size: .85rem; font-weight: 600; background: var(--sunk); color: var(--blocked); }
.chips .passed { color: var(--passed); background: var(--passed-back); }
.chips .failed { color: var(--failed); background: var(--failed-back); }
.chips .errored { color: var(--errored); background: var(--errored-back); }
.gauge { flex: none; width: 10rem; height: 10rem; }
.gauge circle { fill: none; stroke-width: 9; transform: rotate(-90deg); transform-origin: 60px 60px; }
.gauge .track { stroke: var(--line); } .gauge .open { stroke: var(--errored); opacity: .55; }
.gauge .done { stroke: var(--accent); } .gauge.passed .done { stroke: var(--passed); }
.gauge text { text-anchor: middle; fill: var(--ink); }
.gauge .sum { font-size: 26px; font-weight: 700; } .gauge .whole { font-size: 10px; fill: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; }
.body { display: grid; gap: .7rem; grid-template-columns: minmax(0, 1fr); }
.check .body { padding: .15rem .25rem 1.1rem 2rem; }
.trouble { border-color: var(--errored); } .trouble h2 { color: var(--errored); }
.trouble .body:not(:last-child) { border-bottom: 1px solid var(--line); margin-bottom: .9rem; padding-bottom: .9rem; }
.check { border-top: 1px solid var(--line); }
.check:last-child { margin-bottom: -.5rem; }
summary { display: flex; gap: .65rem; align-items: baseline; padding: .5rem .25rem; cursor: pointer; list-style: none; border-radius: 6px; }
summary::-webkit-details-marker { display: none; }
summary::after { content: "›"; flex: none; width: .7rem; text-align: center; color: var(--soft); transition: transform .12s; }
[open] > summary::after { transform: rotate(90deg); }
summary:hover { background: var(--sunk); }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.title { flex: 1; min-width: 0; }
.mark { flex: none; width: 1.1rem; text-align: center; font-weight: 700; }
.time, .score { flex: none; font-variant-numeric: tabular-nums; }
.time { color: var(--soft); font-size: .85rem; }
.score { min-width: 4.4rem; text-align: right; font-weight: 600; }
.passed :is(.mark, .score) { color: var(--passed); }
.failed :is(.mark, .score) { color: var(--failed); }
.errored :is(.mark, .score) { color: var(--errored); }
.blocked :is(.mark, .score, .title) { color: var(--blocked); }
.advice .mark { color: var(--accent); }
:is(.failed, .advice) .title { font-weight: 600; }
.message, .reason p, figcaption { white-space: pre-line; }
.body dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem .9rem; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; white-space: pre-wrap; }
.evidence { display: flex; flex-direction: column-reverse; overflow: auto; max-height: 24rem; background: var(--sunk); border: 1px solid var(--line); border-left: 3px solid var(--soft); border-radius: 6px; }
pre { padding: .7rem .9rem; line-height: 1.45; tab-size: 4; width: max-content; min-width: 100%; }
.hint { background: var(--accent-back); border-radius: 6px; padding: .55rem .9rem; }
.hint b { color: var(--accent); margin-right: .35rem; }
.reason { color: var(--soft); font-size: .9rem; } .reason b { font-weight: 600; margin-right: .35rem; }
ul { padding-left: 1.2rem; }
.bars { display: grid; grid-template-columns: minmax(6rem, 12rem) minmax(0, 1fr) fit-content(9rem); gap: .4rem .8rem; align-items: center; font-size: .9rem; }
.bars .value { font-variant-numeric: tabular-nums; font-weight: 600; text-align: right; }
.bars .note { grid-column: 2 / -1; color: var(--soft); font-size: .8rem; margin-top: -.35rem; }
.bar { display: block; } .bar .track { fill: var(--sunk); }
.group0 { fill: var(--build); } .group1 { fill: var(--start); } .group2 { fill: var(--stop); } .group3 { fill: var(--pull); }
figcaption { margin-top: 1rem; color: var(--soft); }
.legend { font-size: .85rem; color: var(--soft); margin-bottom: .8rem; gap: .3rem 1.1rem; }
.legend b { color: var(--ink); font-variant-numeric: tabular-nums; }
.dot { display: inline-block; width: .7rem; height: .7rem; border-radius: 3px; margin-right: .4rem; }
.dot.pull { background: var(--pull); } .dot.build { background: var(--build); } .dot.start { background: var(--start); }
.dot.probe { background: var(--probe); } .dot.measure { background: var(--measure); } .dot.stop { background: var(--stop); }
.timeline { display: grid; grid-template-columns: minmax(4rem, 9rem) minmax(0, 1fr); gap: 2px .8rem; align-items: center; font-size: .85rem; margin-bottom: .5rem; }
.timeline svg { display: block; }
.timeline .label { line-height: 18px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .timeline line { stroke: var(--line); }
.timeline text { fill: var(--soft); font-size: 11px; }
rect.pull { fill: var(--pull); } rect.build { fill: var(--build); } rect.start { fill: var(--start); }
rect.probe { fill: var(--probe); } rect.measure { fill: var(--measure); } rect.stop { fill: var(--stop); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .7rem 1rem; }
table { width: 100%; border-collapse: collapse; margin-top: 1rem; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; border-top: 0; }
@media (max-width: 36rem) {
  main { padding: 1.25rem .75rem 3rem; }
  header { flex-direction: column-reverse; align-items: stretch; } .gauge { align-self: center; }
  .card { padding: .9rem; } .time { display: none; }
  .check .body { padding-left: .25rem; }
  .body dl { grid-template-columns: minmax(0, 1fr); gap: 0; } .body dl dd { margin-bottom: .4rem; }
  .bars { grid-template-columns: minmax(0, 1fr) fit-content(9rem); gap: .15rem .8rem; }
  .bars .label { grid-column: 1 / -1; margin-top: .35rem; } .bars .note { grid-column: 1 / -1; margin-top: 0; }
}
@media print {
  :root { --page: #fff; --sunk: #f6f7f9; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; gap: .8rem; }
  .card { break-inside: auto; border-color: #ccc; } .check, .trouble .body, figure { break-inside: avoid; }
  .evidence { max-height: none; } pre { width: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  * { print-color-adjust: exact; }
  summary::after { display: none; }
  details:not(.passed)::details-content { content-visibility: visible; block-size: auto; }
}
`;
