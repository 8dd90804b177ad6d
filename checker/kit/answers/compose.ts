import { all, type Edit, literal, type Mistake, rename, replace } from "./answers.ts";

const FILE = "docker-compose.yml";

const mistake = (title: string, made: Omit<Mistake, "title">): Mistake => ({ title: `compose: ${title}`, ...made });

/** What is written below the first line of a service (`build: app`, `image: redis`). */
export const below = (first: string, lines: string): Edit => replace(FILE, `${first}\n`, `${first}\n${lines}`);

/** Mistakes that students make in any compose file; each names what it needs of this one. */
export const composeMistakes = {
  named: (name: string) =>
    mistake("another name", { says: literal(`a file named "${name}"`), edit: rename(FILE, name) }),
  tabs: (service: string) =>
    mistake("tabs", { says: /not valid YAML/, edit: replace(FILE, `    build: ${service}`, `\tbuild: ${service}`) }),
  undeclaredVolume: (name: string) =>
    mistake("a volume that is not declared", {
      says: /undefined volume/,
      edit: replace(FILE, `\nvolumes:\n  ${name}:\n`, "\n"),
    }),
  undeclaredNetwork: (edit: Edit) => mistake("a network that is not declared", { says: /undefined network/, edit }),
  unknownKey: (right: string, wrong: string, after = "") =>
    mistake("a key that Compose does not know", {
      says: literal(wrong),
      edit: replace(FILE, `${right}:${after}`, `${wrong}:${after}`),
    }),
  notBuilt: (service: string, image: string, says: RegExp, title = "somebody else's image") =>
    mistake(title, { says, fingerprint: "NOT_BUILT", edit: replace(FILE, `build: ${service}`, `image: ${image}`) }),
  absentFolder: (service: string, other: string) =>
    mistake("a folder that does not exist", {
      says: literal(`There is no folder ${other}/`),
      edit: replace(FILE, `build: ${service}`, `build: ${other}`),
    }),
  absentProgram: (first: string, key: "command" | "entrypoint", program: string) =>
    mistake("a command that is not in the image", {
      says: literal(program),
      fingerprint: "PROGRAM_MISSING",
      edit: below(first, `    ${key}: ${program}\n`),
    }),
  /** A service waits for the health of another, whose healthcheck calls a curl that is not there. */
  neverHealthy: (
    title: string,
    says: RegExp,
    service: string,
    waitsFor: { name: string; first: string; url: string },
  ) =>
    mistake(title, {
      says,
      edit: all(
        below(
          waitsFor.first,
          `    healthcheck:\n      test: curl ${waitsFor.url}\n      interval: 1s\n      retries: 1\n`,
        ),
        below(`build: ${service}`, `    depends_on:\n      ${waitsFor.name}:\n        condition: service_healthy\n`),
      ),
    }),
};
