import { fileURLToPath } from "node:url";
import { type Manager, packagesFor, readLabPackages } from "./lab-packages.ts";

/** How one classroom image can be made without Docker Hub, and the tags that it may then answer for. */
export interface Recipe {
  readonly name: string;
  /** The stand-in that it is built on: Debian's base when left out. */
  readonly on?: Recipe;
  /** Where its Dockerfile is, in `recipes/`; the name when left out. */
  readonly folder?: string;
  /** Repository and the tags of the same version and flavour, the one that the labs use first. */
  readonly repository: string;
  readonly tags: readonly string[];
  /** Build arguments, beside BASE (the image that it is built on) and DEBIAN. */
  readonly args?: Readonly<Record<string, string>>;
  /** Packages that a student's build finds without a network. */
  readonly caches?: readonly Cache[];
  /** No lab starts from it: it is made when a room is prepared, or somebody asks for it, and never pulled ahead. */
  readonly spare?: true;
  /** No registry has it: it is made wherever it is needed. */
  readonly own?: true;
}

export interface Cache {
  readonly kind: Manager;
  /** Names, and the versions of those of which Dockerfiles ask for one. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** The servers of the manager are asked as well: what is not among the packages may be there all the same. */
  readonly besideServers?: true;
}

export const RELEASE = "trixie";

/** The npm of the official node:20 image. */
export const NPM_VERSION = "10.8.2";

/** The yarn of all official Node images. */
export const YARN_VERSION = "1.22.22";

const LABS = readLabPackages();

/**
 * What the labs need of a manager. They name every major that students meet, since a wrong one has to be seen, not masked,
 * and the versions that Dockerfiles pin.
 */
function ofLabs(kind: Manager): Cache["packages"] {
  return Object.fromEntries([...packagesFor(kind, LABS)].map(([name, { versions }]) => [name, versions]));
}

/** The packages of Debian that a recipe repacks: those of what the labs need, then others. */
function roots(kind: Manager, others: string): string {
  return [...new Set([...packagesFor(kind, LABS).values()].flatMap(({ debian }) => debian)), others].join(" ");
}

/** What `npm install` and `yarn add` find. */
const NPM_PACKAGES: Cache["packages"] = { ...ofLabs("npm"), nodemon: ["3"] };

export const NPM_SPECS: readonly string[] = Object.entries(NPM_PACKAGES).flatMap(([name, versions]) =>
  versions.map((version) => `${name}@${version}`),
);

/** `3.13-slim`, `3.13-slim-trixie` for every spelling of a version. */
function slim(...versions: readonly string[]): string[] {
  return versions.flatMap((v) => [`${v}-slim`, `${v}-slim-${RELEASE}`]);
}

/** `3.13`, `3.13-trixie` for every spelling of a version. */
function full(...versions: readonly string[]): string[] {
  return versions.flatMap((v) => [v, `${v}-${RELEASE}`]);
}

/** Package names of which no Dockerfile asks for a version. */
function unversioned(...names: readonly string[]): Cache["packages"] {
  return Object.fromEntries(names.map((name) => [name, []]));
}

/** What the full flavours have and the slim ones lack, as far as Dockerfiles call it. Source: buildpack-deps. */
export const FULL_PACKAGES = "adduser curl wget";

/** What `apt-get install` finds in the images of a repository. */
function aptOf(repository: string): Cache["packages"] {
  const wanted = [...packagesFor("apt", LABS)].filter(([, { on }]) => on.includes(repository));
  return unversioned(...wanted.map(([name]) => name));
}

function java(flavour: "jdk" | "jre", ...tags: readonly string[]): Recipe {
  const repository = "eclipse-temurin";
  const packages = aptOf(repository);
  return {
    name: flavour,
    folder: "java",
    repository,
    tags,
    args: { FLAVOUR: flavour, MAJOR: "21", PACKAGES: Object.keys(packages).join(" ") },
    caches: [{ kind: "apt", packages }],
  };
}

/** What the others are built on. */
export const BASE: Recipe = {
  name: "base",
  repository: "debian",
  tags: ["trixie-slim", "trixie", "13-slim", "13", "stable-slim", "stable", "latest"],
};

const NODE_APT = aptOf("node");

export const NODE: Recipe = {
  name: "node",
  repository: "node",
  tags: [...slim("20"), ...full("20")],
  args: { PACKAGES: Object.keys(NODE_APT).join(" ") },
  caches: [
    { kind: "npm", packages: { ...NPM_PACKAGES, ...unversioned("body-parser") } },
    { kind: "apt", packages: NODE_APT, besideServers: true },
  ],
};

/** Packages of releases before, for Python and Ruby together: see their recipes. */
const OLDER = [
  ...["python3-flask", "python3-redis", "python3-werkzeug"].map((name) => `bookworm:${name}`),
  ...["ruby-mustermann", "ruby-rack", "ruby-rack-protection", "ruby-sinatra"].map((name) => `bookworm:${name}`),
  ...["python3-redis", "ruby-mustermann", "ruby-rack-protection", "ruby-sinatra"].map((name) => `bullseye:${name}`),
].join(" ");

const PYTHON: Recipe = {
  name: "python",
  repository: "python",
  tags: [...slim("3.13", "3"), "slim", `slim-${RELEASE}`],
  args: {
    ROOTS: roots(
      "pip",
      "python3-setuptools python3-wheel gunicorn python3-gunicorn python3-waitress python3-gevent python3-asgiref " +
        "python3-dotenv python3-deprecated python3-async-timeout",
    ),
    OLDER,
  },
  caches: [
    {
      kind: "pip",
      packages: {
        ...ofLabs("pip"),
        ...{ gunicorn: ["23.0.0"], werkzeug: ["2.2.2", "3.1.3"] },
        ...unversioned(
          "asgiref",
          "blinker",
          "certifi",
          "charset-normalizer",
          "click",
          "gevent",
          "idna",
          "itsdangerous",
        ),
        ...unversioned(
          "jinja2",
          "markupsafe",
          "packaging",
          "pip",
          "python-dotenv",
          "setuptools",
          "urllib3",
          "waitress",
        ),
        ...unversioned("wheel"),
      },
    },
  ],
};

const RUBY: Recipe = {
  name: "ruby",
  repository: "ruby",
  // Not "slim": by now that is another major. The same goes for node.
  tags: slim("3.3", "3"),
  args: {
    ROOTS: roots("gem", "thin ruby-webrick ruby-bundler ruby-redis"),
    OLDER,
  },
  caches: [
    {
      kind: "gem",
      packages: {
        ...ofLabs("gem"),
        thin: ["1.8.2"],
        ...unversioned("bundler", "eventmachine", "mustermann", "nio4r", "rack", "rack-protection", "rack-session"),
        ...unversioned("rake", "redis", "sinatra-contrib", "tilt", "webrick"),
      },
    },
  ],
};

/** The flavour of Docker Hub that is not slim, on the stand-in that is. */
function fullOf(on: Recipe, tags: readonly string[], packages: string): Recipe {
  const { repository, caches } = on;
  const args = { PACKAGES: packages, MINOR: "" };
  return { name: `${on.name}-full`, on, folder: "flavour", repository, tags, args, ...(caches && { caches }) };
}

export const RECIPES: readonly Recipe[] = [
  BASE,
  PYTHON,
  { ...fullOf(PYTHON, [...full("3.13", "3"), "latest", RELEASE], FULL_PACKAGES), spare: true },
  RUBY,
  fullOf(RUBY, full("3.3", "3"), `${FULL_PACKAGES} build-essential`),
  NODE,
  {
    name: "redis",
    repository: "redis",
    tags: ["8", "latest", "8.0", `8-${RELEASE}`, `8.0-${RELEASE}`, RELEASE],
  },
  {
    name: "postgres",
    repository: "postgres",
    // Not "latest": by now that is another major, with its data in another folder.
    tags: ["17", `17-${RELEASE}`],
    args: { MAJOR: "17" },
  },
  // Where the scripts of students run.
  { name: "shell", repository: "workshop/shell", tags: ["1"], spare: true, own: true },
  { name: "registry", repository: "registry", tags: ["2"], spare: true },
  java("jdk", "21-jdk", "21"),
  java("jre", "21-jre"),
];

/** Where a recipe's Dockerfile and its files are. */
export function recipeFolder(recipe: Recipe): string {
  return fileURLToPath(new URL(`recipes/${recipe.folder ?? recipe.name}/`, import.meta.url));
}

/** What a student's script runs in. */
export const SHELL = "workshop/shell:1";

/** Every tag of a recipe as a Dockerfile writes it. */
export function referencesOf(recipe: Recipe): string[] {
  return recipe.tags.map((tag) => `${recipe.repository}:${tag}`);
}

/** The tag that stands for a recipe: the one that the labs use. */
export function mainTag(recipe: Recipe): string {
  return `${recipe.repository}:${recipe.tags[0]}`;
}

/** What all that the labs start is made from. The base is not among them: it is there where stand-ins are. */
export const CLASSROOM: readonly string[] = RECIPES.filter(({ name, spare }) => name !== "base" && !spare).map(mainTag);

/** What a room without Internet has, so that what students like to start from is there, too. */
export const PREPARED: readonly string[] = [...CLASSROOM, ...RECIPES.filter(({ spare }) => spare).map(mainTag)];

/** Every tag that a stand-in may answer for, as a Dockerfile writes it (`python:3.13-slim`). */
export function classroomTags(): readonly string[] {
  return RECIPES.flatMap(referencesOf);
}
