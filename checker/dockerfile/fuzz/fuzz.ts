import { difference, type Own, own, ownBuilt, ownExpansion } from "./compare.ts";
import { Oracle } from "./oracle.ts";
import { randomFrom, textFrom, VALUES, wordFrom } from "./texts.ts";

const BATCH = 2000;

/**
 * Writes random texts out, and says where a builder reads what was written otherwise than it was judged. Resolves to what was
 * found; `say` gets the progress.
 */
export async function fuzz(
  folder: string,
  count: number,
  seed: number,
  say: (text: string) => void,
): Promise<readonly string[]> {
  using before = new Oracle(`${folder}/oracle-old`);
  using after = new Oracle(`${folder}/oracle-new`);
  const random = randomFrom(seed);
  const found: string[] = [];
  let [accepted, buildable] = [0, 0];
  for (let done = 0; done < count; done += BATCH) {
    const texts = Array.from({ length: BATCH }, () => textFrom(random));
    const kept = texts.flatMap((source) => {
      const ours = own(source);
      return ours === undefined ? [] : [{ source, ours }];
    });
    accepted += kept.length;
    const sources = kept.map(({ source, ours }) => ({ source, ours: { ...ours, text: source } }));
    const built = kept.flatMap(({ source, ours }) => {
      const resolved = ownBuilt(ours);
      return resolved === undefined ? [] : [{ source, ours: resolved }];
    });
    buildable += built.length;
    found.push(
      ...(await differences("original", sources, after, true)),
      ...(await differences("old", kept, before, false)),
      ...(await differences("new", kept, after, true)),
      ...(await differences("old, built", built, before, false)),
      ...(await differences("new, built", built, after, true)),
    );
    found.push(...(await expansions(random, after)));
    if (done % 100_000 === 0)
      say(`${done} texts, ${accepted} accepted, ${buildable} buildable, ${found.length} differences`);
    if (found.length > 20) break;
  }
  say(`${count} texts, ${accepted} accepted, ${buildable} buildable, ${found.length} differences`);
  return found;
}

interface Kept {
  readonly source: string;
  readonly ours: Own;
}

async function differences(
  name: string,
  kept: readonly Kept[],
  oracle: Oracle,
  knows: boolean,
): Promise<readonly string[]> {
  const answers = await oracle.ask(kept.map(({ ours }) => ({ text: ours.text })));
  return kept.flatMap(({ source, ours }, index) => {
    const answer = answers[index];
    const told = answer && difference(ours, answer, knows);
    return told ? [`${name} ${JSON.stringify(source)} -> ${JSON.stringify(ours.text)}: ${told}`] : [];
  });
}

async function expansions(random: () => number, oracle: Oracle): Promise<readonly string[]> {
  const words = Array.from({ length: BATCH / 4 }, () => wordFrom(random));
  const answers = await oracle.ask(words.map((word) => ({ word, escape: "\\", values: VALUES })));
  return words.flatMap((word, index) => {
    const ours = ownExpansion(word, "\\", VALUES);
    const theirs = answers[index];
    if (ours === undefined || (theirs?.unparsed === undefined && theirs?.expanded === ours)) return [];
    return [`expansion of ${JSON.stringify(word)}: ${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`];
  });
}
