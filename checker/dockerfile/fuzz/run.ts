import { fuzz } from "./fuzz.ts";

const [folder = "", count = "2000000", seed = String(Date.now())] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);
say(`seed ${seed}`);
const found = await fuzz(folder, Number(count), Number(seed), say);
for (const text of found) say(text);
process.exitCode = found.length > 0 ? 1 : 0;
