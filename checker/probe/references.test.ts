import { expect, test } from "vitest";
import { cpuSeconds } from "../core/testing.ts";
import { references } from "./references.ts";

test("a page loads scripts, pictures, styles and icons; links for people are left out", () => {
  const page = `<!doctype html><LINK rel=icon href="coin.svg"><link href='style.css'><a href="elsewhere.html">
    <img
      alt="" src = "a.png"><img src="data:image/png;base64,AA"><script type="module" src="page.js#x"></script><script>1</script>
    <source src="/clip.mp4"><linker href="no.css"><img src="unclosed.png"`;
  expect(references("/index.html", page)).toEqual(["coin.svg", "style.css", "a.png", "page.js", "/clip.mp4"]);
});

test("a script loads the modules that it names, from its own folder", () => {
  const script = [
    'import { draw } from "./graph.js";',
    'import{a}from"./a.js"',
    "import './side.js';",
    "export {\n  b,\n  c,\n} from '../b.js';",
    'import x from "package";',
    "const text = \"import y from './no.js'\";",
    'importer("./no.js")',
    "export const z = 1;",
  ].join("\n");
  expect(references("/page.js", script)).toEqual(["./graph.js", "./a.js", "./side.js", "../b.js"]);
});

test.each([
  ["/a.js", "import\n"],
  ["/a.js", "import "],
  ["/a.js", "\n"],
  ["/a.js", "import {\n"],
  ["/a.html", "<script "],
  ["/a.html", "<script src "],
  ["/a.html", "<script>"],
  ["/a.html", "<img src='"],
  ["/a.html", "<"],
])("8 MB of %s %j are read in no time", (path, piece) => {
  const text = piece.repeat((8 * 1024 * 1024) / piece.length);
  expect(cpuSeconds(() => references(path, text))).toBeLessThan(2);
});
