// Draws the plots of this deck again from measured.json: node --import tsx slides/decks/scaling/pictures.ts
import { readFile, writeFile } from "node:fs/promises";
import { measured } from "./data.ts";
import { latencyPlot, speedPlot } from "./plot.ts";

const beside = (name: string) => new URL(name, import.meta.url);

const data = measured.parse(JSON.parse(await readFile(beside("measured.json"), "utf8")));
await writeFile(beside("speed.svg"), speedPlot(data));
await writeFile(beside("latency.svg"), latencyPlot(data));
