import { valuesOf } from "../../../dockerfile/instruction.ts";
import { isForeignImage } from "../../../engine/image-name.ts";
import type { DockerfileRule } from "./rule.ts";

const KEYS = /^(?:type|target|dst|destination|source|src|from|readonly|ro|readwrite|rw|id|sharing|mode|uid|gid|size)$/;
const TYPES = /^(?:bind|cache|tmpfs)$/;

export const mounts: DockerfileRule = {
  id: "dockerfile-mount",
  why: "Secrets and the SSH agent belong to the machine that judges, and other images to others.",
  instead: "--mount with type=bind (from your own stages), type=cache or type=tmpfs, or no mount",
  example: "RUN --mount=type=secret,id=key true",
  refuses: (instruction, { images }) =>
    valuesOf(instruction, "mount").some((value) => !isHarmless(value)) ||
    (instruction.keyword === "RUN" && images.some(isForeignImage)),
};

/** Variables are put in after the commas were read: they cannot add a key, but they could name a type. */
function isHarmless(value: string): boolean {
  if (/["'\\]/.test(value)) return false;
  const pairs = value.split(",").map((pair) => pair.split("=") as [string, string?]);
  return pairs.every(([key, text = ""]) => {
    const name = key.toLowerCase();
    if (name === "type") return TYPES.test(text.toLowerCase());
    if (name === "from" && /\$/.test(text)) return false;
    return KEYS.test(name);
  });
}
