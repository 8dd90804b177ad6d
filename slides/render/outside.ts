const TAGS = /<(?:iframe|frame|embed|object|video|audio|source|track|link|base|meta)\b/i;
const ATTRIBUTES = /<[a-z][^<>]*\s(srcset|poster)\s*=/i;
const DRAWN = /<(?:image|use|feImage)\b[^<>]*\s((?:xlink:)?href)\s*=(?!\s*["']?(?:#|data:))/i;
const STYLES = /\sstyle\s*=\s*(?:"[^"]*"|'[^']*')|<style\b[^>]*>[\s\S]*?(?:<\/style>|$)/gi;
const LOADED = /@import|\burl\((?!\s*["']?(?:#|data:))/i;

/** What in HTML would be fetched when the page is opened, as it is written there; `<img>` is none of it, it becomes part of the page. */
export function outside(html: string): string | undefined {
  const tag = TAGS.exec(html)?.[0];
  if (tag !== undefined) return `${tag}>`;
  const attribute = ATTRIBUTES.exec(html)?.[1] ?? DRAWN.exec(html)?.[1];
  if (attribute !== undefined) return attribute;
  for (const [style] of html.matchAll(STYLES)) {
    const loaded = LOADED.exec(style)?.[0];
    if (loaded !== undefined) return loaded;
  }
  return undefined;
}
