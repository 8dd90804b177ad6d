// Search over all slides, as a plugin of reveal.js. Its own one takes the text for a regular expression, shows one hit at a
// time, and takes every <em> of the deck for one of its marks.
window.DeckSearch = (words) => ({
  id: "search",
  init(deck) {
    const MOST = 50;
    const dialog = document.createElement("dialog");
    dialog.className = "search";
    dialog.setAttribute("aria-label", words.search);
    dialog.innerHTML = '<input type="search" autocomplete="off" spellcheck="false"><p role="status"></p><ol></ol>';
    const [input, status, list] = dialog.children;
    input.setAttribute("aria-label", words.search);
    input.placeholder = words.search;
    document.body.append(dialog);

    // Accents and case do not count; each character stays at its place.
    const folded = (text) =>
      Array.from(text, (character) => character.normalize("NFD")[0].toLowerCase()[0] ?? character).join("");
    const found = (section, wanted) => {
      const hits = [];
      const walker = document.createTreeWalker(section.querySelector(".page"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const at = folded(node.data).indexOf(wanted);
        if (at === -1) continue;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        hits.push(range);
      }
      return hits;
    };
    const mark = (ranges) => {
      if (!window.CSS?.highlights) return;
      if (ranges.length > 0) CSS.highlights.set("search", new Highlight(...ranges));
      else CSS.highlights.delete("search");
    };
    const entry = (section, ranges, number) => {
      const step = ranges[0].startContainer.parentElement.closest(".fragment")?.dataset.fragmentIndex;
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#/${encodeURIComponent(section.id)}${step === undefined ? "" : `/${step}`}`;
      link.textContent = section.dataset.title ?? `${words.slide} ${number}`;
      const context = document.createElement("small");
      context.textContent = ranges[0].startContainer.data.trim().slice(0, 90);
      link.append(context);
      link.addEventListener("click", () => {
        close();
        mark(ranges);
      });
      item.append(link);
      return item;
    };
    const search = () => {
      const wanted = folded(input.value.trim());
      const slides = wanted === "" ? [] : deck.getSlides().map((section, index) => [section, index + 1]);
      const hits = slides.flatMap(([section, number]) => {
        const ranges = found(section, wanted);
        return ranges.length > 0 ? [entry(section, ranges, number)] : [];
      });
      list.replaceChildren(...hits.slice(0, MOST));
      if (wanted === "") status.textContent = "";
      else if (hits.length === 0) status.textContent = words.none;
      else status.textContent = hits.length === 1 ? words.one : `${hits.length} ${words.many}`;
    };
    // A field that is hidden keeps the focus for a moment, and would take the next key.
    const close = () => {
      dialog.close();
      document.activeElement?.blur();
    };
    const open = () => {
      mark([]);
      dialog.showModal();
      input.select();
      search();
    };
    input.addEventListener("input", search);
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      const links = [...list.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      // The first one would only empty the field.
      if (event.key === "Escape") close();
      if (event.key === "Enter" && at === -1) links[0]?.click();
      if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
      if (event.key === "ArrowUp") (links[at - 1] ?? input).focus();
      if (event.key.startsWith("Arrow") && event.target !== input) event.preventDefault();
    });
    // By the character: where / and ? are on a keyboard depends on its language.
    const slash = (event) => event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    document.addEventListener("keydown", (event) => {
      if (deck.isPaused() || event.target.closest("input, textarea")) return;
      if (slash(event) || (event.key === "F" && (event.ctrlKey || event.metaKey))) open();
      else if (event.key === "?") deck.toggleHelp();
      else return;
      event.preventDefault();
    });
    document.addEventListener("click", ({ target }) => {
      if (target.closest(".open-search")) open();
    });
    // A page to read has neither keys nor a list of them.
    if (!deck.addKeyBinding || deck.isScrollView()) return;
    // So that reveal.js lists it, and does nothing itself with the key that is / in English.
    deck.addKeyBinding({ keyCode: 191, key: "/", description: words.search }, () => undefined);
    deck.registerKeyboardShortcut("Ctrl + Shift + F", words.search);
  },
});
