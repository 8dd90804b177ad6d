import { replace } from "../../../checker/kit/answers/answers.ts";
import { adding, compose, FILE, webui } from "./edits.ts";
import type { HostileWork } from "./work.ts";

const COUNTS = "compose-counts";

/** A list of so many, in one line. */
const many = (count: number, text: (number: number) => string): string =>
  `[${Array.from({ length: count }, (_, number) => JSON.stringify(text(number))).join(", ")}]`;

/** Too much of what is harmless once. */
export const amounts: readonly HostileWork[] = [
  webui("a thousand labels", COUNTS, `labels: ${many(1000, (number) => `l${number}=x`)}`),
  webui("a thousand variables", COUNTS, `environment: ${many(1000, (number) => `V${number}=x`)}`),
  webui("five hundred folders in memory", COUNTS, `tmpfs: ${many(500, (number) => `/t${number}:size=100g`)}`),
  webui("three hundred names in the network", COUNTS, `networks: {default: {aliases: ${many(300, (n) => `n${n}`)}}}`),
  webui("a thousand names of hosts", COUNTS, `extra_hosts: ${many(1000, (number) => `h${number}:192.0.2.1`)}`),
  webui("a thousand ports that are only named", COUNTS, `expose: ${many(1000, (number) => String(9000 + number))}`),
  webui("a thousand domains to search", COUNTS, `dns_search: ${many(1000, (number) => `d${number}.example`)}`),
  webui("two hundred mounts", COUNTS, `volumes: ${many(200, (number) => `./webui:/m${number}`)}`),
  compose(
    { title: "forty volumes", rule: COUNTS },
    replace(FILE, "    image: redis", '    image: redis\n    volumes: ["v0:/data"]'),
    adding("volumes:", ...Array.from({ length: 40 }, (_, number) => `  v${number}: {name: their-data-${number}}`)),
    replace(
      FILE,
      '["v0:/data"]',
      many(40, (number) => `v${number}:/data${number}`),
    ),
  ),
  compose(
    { title: "the same file, a hundred times", rule: COUNTS },
    replace(FILE, "    build: webui\n", `    build: webui\n    configs: ${many(100, (number) => `c${number}`)}\n`),
    adding("configs:", ...Array.from({ length: 100 }, (_, number) => `  c${number}: {file: ./webui/webui.js}`)),
  ),
];
