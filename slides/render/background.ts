import { BACKGROUND, type Properties } from "../format/properties.ts";
import { escapeHtml } from "./html.ts";

const URL_FUNCTION = /url\(\s*(["']?)(.*?)\1\s*\)/g;
/** A value that names a file, or that CSS draws itself. */
const FUNCTION = /^[-a-z]+\(/i;

/** What is shown behind a slide, or with one of its steps; nothing where they say nothing. */
export function background(properties: Properties, step: number): string {
  const styles = BACKGROUND.flatMap((name) => {
    const value = properties[name]?.replace(/;\s*$/, "");
    return value ? `${name}: ${name === "background-image" ? image(value) : value}` : [];
  });
  if (styles.length === 0) return "";
  const fragment = step === 0 ? "" : ` data-fragment-index="${step - 1}"`;
  return `<div class="background${step === 0 ? "" : " fragment"}"${fragment} style="${escapeHtml(styles.join("; "))}"></div>\n`;
}

function image(value: string): string {
  return FUNCTION.test(value) ? value.replace(URL_FUNCTION, (_, _quote, file) => `url("${file}")`) : `url("${value}")`;
}
