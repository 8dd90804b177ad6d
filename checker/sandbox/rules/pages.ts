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

const RULES: readonly Rule[] = [
  ...COMPOSE_RULES.filter(({ id }) => id !== imageRegistry.id),
  ...[unknownKey, yamlTag],
  ...DOCKERFILE_RULES,
  frontend,
  ...[...PATH_RULES, outside, interpolated],
  ...Object.values(FOLDER_RULES),
];

/** What is told of each rule; its id is the code of what it refuses. */
export const RULE_PAGES: readonly (Page & OwnCode)[] = RULES.map(({ id, why, instead, example }) => ({
  code: id,
  means: why,
  example,
  look: `Allowed instead: ${instead}.`,
}));
