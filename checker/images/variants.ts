import { FULL_PACKAGES, RECIPES, RELEASE, type Recipe, referencesOf } from "./catalogue.ts";
import { normalReference } from "./reference.ts";

/** What a tag is made of: `3.11-slim-bookworm`, `lts-alpine3.20`. Source: the tag lists of the official images. */
const TAG =
  /^(?:(?<version>\d+(?:\.\d+){0,2}|lts|current|latest)(?:-|$))?(?:(?<flavour>slim|alpine)(?<release>3\.\d+)?(?:-|$))?(?<suite>trixie|bookworm|bullseye|buster|stretch)?$/;

interface Family {
  /** Versions for which a stand-in of another minor, or of a neighbouring major, shows the same mistakes. "" is no version. */
  readonly debian: RegExp;
  readonly alpine: RegExp;
}

/**
 * Which versions a stand-in may answer for, beside its own. Node 16 and older are another matter: their npm does what later
 * ones refuse. PostgreSQL 18 keeps its data in another folder.
 */
const FAMILIES: Readonly<Record<string, Family>> = {
  python: { debian: /^(?:|latest|3|3\.(?:9|1[0-4])(?:\.\d+)?)$/, alpine: /^(?:|latest|3|3\.(?:9|1[0-4])(?:\.\d+)?)$/ },
  ruby: { debian: /^(?:|latest|3|3\.[1-4](?:\.\d+)?)$/, alpine: /^(?:|latest|3|3\.[1-4](?:\.\d+)?)$/ },
  node: {
    debian: /^(?:lts|current|(?:18|2\d)(?:\.\d+){0,2})$/,
    alpine: /^(?:|latest|lts|current|(?:18|2\d)(?:\.\d+){0,2})$/,
  },
  redis: { debian: /^[678](?:\.\d+){0,2}$/, alpine: /^(?:|latest|[5678](?:\.\d+){0,2})$/ },
  postgres: { debian: /^(?:1[3-7])(?:\.\d+)?$/, alpine: /^(?:1[3-7])(?:\.\d+)?$/ },
};

/** The recipe behind a reference (`python:3.13-slim`, `python` meaning `python:latest`), if there is one. */
export function recipeFor(reference: string): Recipe | undefined {
  const wanted = normalReference(reference);
  return RECIPES.find((recipe) => referencesOf(recipe).includes(wanted)) ?? variantOf(wanted);
}

/** Those of an engine's tags that a submission can count on: nobody else's images. */
export function answering(tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => recipeFor(tag) !== undefined);
}

/** A stand-in that is made when its tag is first asked for. */
function variantOf(wanted: string): Recipe | undefined {
  const [repository = "", tag = ""] = wanted.split(":");
  const family = Object.hasOwn(FAMILIES, repository) ? FAMILIES[repository] : undefined;
  const parts = TAG.exec(tag)?.groups;
  if (family === undefined || parts === undefined) return undefined;
  const { version = "", flavour, suite } = parts;
  const parent = RECIPES.find((recipe) => recipe.name === repository);
  if (parent === undefined || !family[flavour === "alpine" ? "alpine" : "debian"].test(version)) return undefined;
  const minor = repository === "python" ? /^3\.\d+/.exec(version)?.[0] : undefined;
  const common = { on: parent, repository, tags: [tag], ...(parent.caches && { caches: parent.caches }) };
  const numbered = minor === undefined || minor === "3.13" ? repository : `${repository}-${minor}`;
  const MINOR = numbered === repository ? "" : (minor ?? "");
  if (flavour === "alpine") return { ...common, name: `${numbered}-alpine`, folder: "alpine", args: { MINOR } };
  const [kind, packages] = extras(repository, flavour, suite);
  if (MINOR === "" && packages === "") return { ...parent, tags: [tag] };
  return { ...common, name: `${numbered}${kind}`, folder: "flavour", args: { PACKAGES: packages, MINOR } };
}

/** What a flavour has beside the slim one: a word for its name, and packages. */
function extras(repository: string, flavour?: string, suite?: string): readonly [kind: string, packages: string] {
  // The images of the others have one flavour here.
  if (repository !== "python" && repository !== "ruby") return ["", ""];
  if (flavour === undefined)
    return ["-full", repository === "ruby" ? `${FULL_PACKAGES} build-essential` : FULL_PACKAGES];
  // Debian's images have adduser until bookworm.
  return suite === undefined || suite === RELEASE ? ["", ""] : [`-${flavour}-adduser`, "adduser"];
}
