import { all, literal, type Mistake, remove, rename, replace, write } from "./answers.ts";

/** Mistakes that students make in any Dockerfile, made in that of one service. */
export function dockerfileMistakes(service: string) {
  const file = `${service}/Dockerfile`;
  const mistake = (title: string, made: Omit<Mistake, "title">): Mistake => ({
    title: `${service}: ${title}`,
    ...made,
  });
  return {
    absent: (says = literal(`There is no ${file}`)) => mistake("no Dockerfile", { says, edit: remove(file) }),
    named: (name: string, title: string, says = literal(`a file named "${name}"`)) =>
      mistake(title, { says, edit: rename(file, `${service}/${name}`) }),
    empty: (text = "") => mistake("an empty Dockerfile", { says: /is empty/, edit: write(file, text) }),
    misspelled: (right: string, wrong: string) =>
      mistake("an instruction is misspelled", {
        says: literal(`unknown instruction: ${wrong}`),
        edit: replace(file, right, wrong),
      }),
    /** `to` copies an app.py, which is not there. */
    copiesNothing: (from: string, to: string) =>
      mistake("copies a file that is not there", {
        says: /"app\.py", which is not/,
        fingerprint: "FILE_MISSING",
        edit: replace(file, from, to),
      }),
    /** Without what installs a package of Python. */
    withoutPackage: (name: string, installs: string | RegExp, title = `${name} is not installed`) =>
      mistake(title, {
        says: literal(`No module named '${name}'`),
        fingerprint: "PACKAGE_MISSING",
        edit: replace(file, installs, ""),
      }),
    /** The given code is changed where the checker does not put it back: in the image, after it was copied. */
    changed: (code: string, copy: string, how: string, sed: string) =>
      mistake(`the code is changed: ${how}`, {
        says: literal(`/${code} is another file than the one that was handed out`),
        edit: replace(file, copy, `${copy}\nRUN sed -i '${sed}' ${code}`),
      }),
    /** A program that does what the given code does lies beside it, and is started. */
    beside: (code: string, copy: string, program: string, text: string) => ({
      title: `cheat: ${service}: another program beside the given one`,
      says: literal(`does its work without the given ${code}`),
      edit: all(
        write(`${service}/${program}`, text),
        // A whole folder is copied with the program in it.
        ...(copy.includes(code) ? [replace(file, copy, copy.replace(`${code} .`, `${code} ${program} ./`))] : []),
        replace(file, new RegExp(`(CMD .*)"${code}"`), `$1"${program}"`),
      ),
    }),
    /** With a command that nobody outside of the container reaches. */
    loopbackOnly: (command: readonly string[], title = "listens for its own container only") =>
      mistake(title, {
        says: /listens on 127\.0\.0\.1 only/,
        fingerprint: "LOOPBACK_ONLY",
        edit: replace(file, /CMD.*/, `CMD [${command.map((word) => `"${word}"`).join(", ")}]`),
      }),
  };
}
