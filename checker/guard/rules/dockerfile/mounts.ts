import { isForeignImage } from "../../names.ts";
import { type DockerfileRule, type Surrounding, valuesOf } from "./rule.ts";

const KEYS = /^(?:type|target|dst|destination|source|src|from|readonly|ro|readwrite|rw|id|sharing|mode|uid|gid|size)$/;
const TYPES = /^(?:bind|cache|tmpfs)$/;

export const mounts: DockerfileRule = {
  id: "dockerfile-mount",
  why: "Secrets and the SSH agent belong to the machine that judges, and other images to others.",
  instead: "--mount with type=bind (from your own stages), type=cache or type=tmpfs, or no mount",
  refuses: (instruction, surrounding) =>
    valuesOf(instruction, "mount").some((value) => !isHarmless(value, surrounding)),
};

function isHarmless(value: string, { isStage, expand }: Surrounding): boolean {
  if (/["'$\\]/.test(value)) return false;
  const pairs = value.split(",").map((pair) => pair.split("=") as [string, string?]);
  return pairs.every(([key, text = ""]) => {
    const name = key.trim().toLowerCase();
    if (name === "type") return TYPES.test(text.toLowerCase());
    if (name === "from") return isStage(text) || !isForeignImage(expand(text));
    return KEYS.test(name);
  });
}
