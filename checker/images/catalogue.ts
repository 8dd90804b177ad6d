import { fileURLToPath } from "node:url";

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
  /** Names of packages that a student's build finds without a network. */
  readonly caches?: { readonly kind: Manager; readonly packages: readonly string[] };
}

/** Package managers that find a fixed choice of packages without a network. */
export type Manager = "pip" | "gem" | "npm" | "apt";

export const RELEASE = "trixie";

/** The npm of the official node:20 image. */
export const NPM_VERSION = "10.8.2";

/** The yarn of all official Node images. */
export const YARN_VERSION = "1.22.22";

/**
 * What `npm install` and `yarn add` find: every major that students meet, since a wrong one has to be seen, not masked, and
 * the versions that they pin.
 */
const NPM_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  express: ["5", "4", "4.16.4", "4.17.1", "4.18.2", "4.19.2", "4.21.2"],
  redis: ["2", "3", "3.0.2", "4", "5", "6"],
  pg: ["8"],
  nodemon: ["3"],
};

export const NPM_SPECS: readonly string[] = Object.entries(NPM_PACKAGES).flatMap(([name, versions]) =>
  versions.map((version) => `${name}@${version}`),
);

/** `3.13-slim`, `3.13`, `3.13-slim-trixie`, `3.13-trixie` for every spelling of a version. No alpine: no `apk` here. */
function flavours(...versions: readonly string[]): string[] {
  return versions.flatMap((v) => [`${v}-slim`, v, `${v}-slim-${RELEASE}`, `${v}-${RELEASE}`]);
}

/** What `apt-get install` finds in the images of Java: the driver that Java needs for PostgreSQL. */
const JAVA_PACKAGES = ["libpostgresql-jdbc-java"];

function java(flavour: "jdk" | "jre", ...tags: readonly string[]): Recipe {
  return {
    name: flavour,
    folder: "java",
    repository: "eclipse-temurin",
    tags,
    args: { FLAVOUR: flavour, MAJOR: "21", PACKAGES: JAVA_PACKAGES.join(" ") },
    caches: { kind: "apt", packages: JAVA_PACKAGES },
  };
}

/** What the others are built on. */
export const BASE: Recipe = {
  name: "base",
  repository: "debian",
  tags: ["trixie-slim", "trixie", "13-slim", "13", "stable-slim", "stable", "latest"],
};

export const NODE: Recipe = {
  name: "node",
  repository: "node",
  tags: flavours("20"),
  caches: { kind: "npm", packages: ["body-parser", ...Object.keys(NPM_PACKAGES)] },
};

export const RECIPES: readonly Recipe[] = [
  BASE,
  {
    name: "python",
    repository: "python",
    tags: [...flavours("3.13", "3"), "slim", "latest", `slim-${RELEASE}`, RELEASE],
    args: {
      ROOTS:
        "python3-flask python3-redis python3-requests python3-setuptools python3-wheel gunicorn python3-gunicorn " +
        "python3-waitress python3-gevent python3-asgiref python3-dotenv",
    },
    caches: {
      kind: "pip",
      packages: [
        ...["asgiref", "blinker", "certifi", "charset-normalizer", "click", "flask", "gevent", "gunicorn", "idna"],
        ...[
          "itsdangerous",
          "jinja2",
          "markupsafe",
          "packaging",
          "pip",
          "python-dotenv",
          "redis",
          "requests",
          "setuptools",
        ],
        ...["urllib3", "waitress", "werkzeug", "wheel"],
      ],
    },
  },
  {
    name: "ruby",
    repository: "ruby",
    // Not "latest": by now that is another major. The same goes for node.
    tags: flavours("3.3", "3"),
    args: {
      ROOTS: "ruby-sinatra ruby-sinatra-contrib ruby-rackup puma thin ruby-webrick ruby-bundler ruby-redis",
      OLDER: "ruby-sinatra ruby-rack ruby-rack-protection ruby-mustermann",
      OLDER_RELEASE: "bookworm",
    },
    caches: {
      kind: "gem",
      packages: [
        ...["bundler", "eventmachine", "mustermann", "nio4r", "puma", "rack", "rack-protection", "rack-session"],
        ...["rackup", "rake", "redis", "sinatra", "sinatra-contrib", "thin", "tilt", "webrick"],
      ],
    },
  },
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
  java("jdk", "21-jdk", "21"),
  java("jre", "21-jre"),
];

/** Where a recipe's Dockerfile and its files are. */
export function recipeFolder(recipe: Recipe): string {
  return fileURLToPath(new URL(`recipes/${recipe.folder ?? recipe.name}/`, import.meta.url));
}

/** Every tag of a recipe as a Dockerfile writes it. */
export function referencesOf(recipe: Recipe): string[] {
  return recipe.tags.map((tag) => `${recipe.repository}:${tag}`);
}

/** The tag that stands for a recipe: the one that the labs use. */
export function mainTag(recipe: Recipe): string {
  return `${recipe.repository}:${recipe.tags[0]}`;
}

/** What all that the labs start is made from. The base is not among them: it is there where stand-ins are. */
export const CLASSROOM: readonly string[] = RECIPES.filter((recipe) => recipe.name !== "base").map(mainTag);

/** Every tag that a stand-in may answer for, as a Dockerfile writes it (`python:3.13-slim`). */
export function classroomTags(): readonly string[] {
  return RECIPES.flatMap(referencesOf);
}

/** `docker.io/library/python` and `python` are both `python:latest`. */
export function normalReference(reference: string): string {
  const short = reference.replace(/^(docker\.io\/|index\.docker\.io\/)?(library\/)?/, "");
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}
