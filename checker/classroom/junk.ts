const NAMES = new Set([".git", "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"]);

/** What systems and tools leave in folders, and no student writes. */
export function isJunk(name: string): boolean {
  return NAMES.has(name) || name.startsWith("._");
}

const FILLED = new Set(["node_modules", "venv", ".venv", "vendor", "__pycache__"]);

/** What package managers fill: nobody's own work, and too much to look through. */
export function isFilled(name: string): boolean {
  return FILLED.has(name);
}
