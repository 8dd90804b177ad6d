import type { Rule } from "../../../core/rule.ts";

const OFFICIAL = /^(?:docker\.io\/)?docker\/dockerfile(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/** The predicate looks at the text before the first instruction: `# syntax=IMAGE`, in any of the forms that BuildKit takes. */
export const frontend: Rule & { readonly refuses: (image: string) => boolean } = {
  id: "dockerfile-frontend",
  why: "A frontend is a program of somebody else that reads the Dockerfile and decides what the builder does.",
  instead: "# syntax=docker/dockerfile:1, or no such line",
  example: "# syntax=somebody/frontend",
  refuses: (image) => !OFFICIAL.test(image),
};
