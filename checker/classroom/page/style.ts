/** What the page of a class has beside the style of a report. */
export const style = `
main { max-width: 80rem; }
#class form { display: none; gap: .75rem; align-items: center; flex-wrap: wrap; margin-bottom: .5rem; }
.lively #class form { display: flex; }
#search { font: inherit; padding: .35rem .6rem; min-width: min(20rem, 100%); color: inherit; background: var(--sunk); border: 1px solid var(--soft); border-radius: 6px; }
:is(#search, #class button, .wide, a):focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
#told { color: var(--soft); font-size: .9rem; }
.wide { overflow-x: auto; }
#class table { margin-top: 0; }
#class td, #class tbody th { padding-right: 1rem; overflow-wrap: normal; }
#class td:last-child { min-width: 14rem; }
#class thead th { position: sticky; top: 0; background: var(--card); }
#class button { all: unset; cursor: pointer; white-space: nowrap; }
:root:not(.lively) #class button { cursor: default; }
#class th[aria-sort="ascending"] button::after { content: " ↑"; }
#class th[aria-sort="descending"] button::after { content: " ↓"; }
.number { text-align: right !important; font-variant-numeric: tabular-nums; white-space: nowrap; }
.open { color: var(--errored); }
a { color: var(--accent); }
#class tbody th { font-weight: 600; }
.histogram { display: flex; gap: 3px; align-items: flex-end; list-style: none; padding: 0; }
.histogram li { flex: 1; min-width: 0; text-align: center; font-size: .8rem; color: var(--soft); white-space: nowrap; }
.histogram .bar { display: block; background: var(--accent); border-radius: 4px 4px 0 0; }
.histogram b { display: block; color: var(--ink); }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .8rem; }
.pair pre { background: var(--sunk); border: 1px solid var(--line); border-radius: 6px; padding: .6rem; overflow: auto; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.wrong summary .score { color: var(--failed); }
@media (max-width: 36rem) { .pair { grid-template-columns: minmax(0, 1fr); } .histogram li { font-size: .65rem; } }
@media print { #class form { display: none !important; } .wide { overflow: visible; } #class thead th { position: static; } .pair pre { max-height: none; } }
`;
