import type { OwnCode, Page } from "../../core/codes/page.ts";
import type { Rule } from "../../core/rule.ts";
import { imageRegistry } from "../../engine/registries.ts";
import { FOLDER_RULES } from "../folder.ts";
import { COMPOSE_RULES } from "./compose/all.ts";
import { unknownKey } from "./compose/unknown-key.ts";
import { yamlTag } from "./compose/yaml-tag.ts";
import { DOCKERFILE_RULES } from "./dockerfile/all.ts";
import { frontend } from "./dockerfile/frontend.ts";
import { PATH_RULES } from "./path/all.ts";
import { interpolated } from "./path/interpolated.ts";
import { outside } from "./path/outside.ts";

/** What a rule refuses, where it is not the value of a key that it names itself. */
const EXAMPLES: Readonly<Record<string, string>> = {
  "compose-unknown-key": "a key of a newer Compose that nobody has thought of yet",
  "compose-yaml-tag": "!!binary in front of a value",
  "dockerfile-flag": "RUN --device=nvidia.com/gpu=all ...",
  "dockerfile-frontend": "# syntax=somebody/frontend",
  "dockerfile-image": "FROM sha256:0123... (an image by its id)",
  "dockerfile-mount": "RUN --mount=type=secret ...",
  "dockerfile-network": "RUN --network=host ...",
  "dockerfile-remote-add": "ADD http://10.0.0.1/file /",
  "dockerfile-reserved-label": "LABEL com.docker.compose.project=other",
  "dockerfile-security": "RUN --security=insecure ...",
  "folder-broken-link": "a link to a file that was not handed in",
  "folder-count": "a folder with all packages that npm has installed",
  "folder-depth": "a folder in a folder, hundreds of times",
  "folder-file-size": "a video",
  "folder-link-outside": "rng/venv/bin/python, a link to /usr/bin/python3",
  "folder-size": "several copies of a database",
  "folder-special-file": "a pipe, a socket or a device",
  "folder-unreadable": "a file without the right to be read",
  "image-registry": "FROM registry.school.example/python",
  "path-absolute": "volumes: /etc:/host",
  "path-engine-socket": "volumes: /var/run/docker.sock:/var/run/docker.sock",
  "path-interpolated": `env_file: \${HOME}/settings`,
  "path-outside": "build: ../../other",
  "path-remote": "build: https://github.com/somebody/something.git",
};

const RULES: readonly (Rule & { readonly at?: readonly string[] })[] = [
  ...COMPOSE_RULES.filter(({ id }) => id !== imageRegistry.id),
  ...[unknownKey, yamlTag],
  ...DOCKERFILE_RULES,
  frontend,
  ...[...PATH_RULES, outside, interpolated],
  ...Object.values(FOLDER_RULES),
];

/** What is told of each rule; its id is the code of what it refuses. */
export const RULE_PAGES: readonly (Page & OwnCode)[] = RULES.map(({ id, why, instead, at }) => ({
  code: id,
  means: why,
  example: EXAMPLES[id] ?? (at ?? []).slice(0, 4).join(", "),
  look: `Allowed instead: ${instead}.`,
}));
