const PLAIN = /^(?:!reset|!override|!|(?:!!|tag:yaml\.org,2002:)(?:str|int|float|bool|null|map|seq))$/;

/** Compose's own tags and the plain types. Others (`!!binary`) turn one text into another. */
export const yamlTag = {
  id: "compose-yaml-tag",
  why: "A tag can hide one text in another, so that the file that is read here is not the one that is started.",
  instead: "the value without a tag",
  example: "command: !!binary c2xlZXA=",
  allows: (tag: string | undefined) => tag === undefined || PLAIN.test(tag),
};
