import { isForeignImage } from "../../../engine/image-name.ts";
import { isBuilt } from "../../names.ts";
import type { ComposeRule } from "./rule.ts";

export const images: ComposeRule = {
  id: "compose-image",
  at: ["services.*.image"],
  why: "This name belongs to what the checker builds for itself or for others, or says nothing about which image it means.",
  instead: "the name of a published image, such as redis:7",
  example: "image: workshop/dockercoins-rng:reference",
  allows: (value, { path, model }) => isBuilt(model, path) || isForeignImage(String(value)) === false,
};
