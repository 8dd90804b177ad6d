const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML, also for attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A name for links, from a title: letters and digits of any language, joined by hyphens. */
export function slug(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join("-");
}

/** JavaScript that can stand in a script element: what would end the element, or open a comment in it, is written otherwise. */
export function inScript(code: string): string {
  return code.replace(/<(?=\/?script|!--)/gi, "\\x3C");
}

/** An address without its escapes; one that is written wrongly stays as it is. */
export function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
