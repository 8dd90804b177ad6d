// On a phone a deck is one page to read: every slide as tall as it needs, with all its steps. Links, search and the address
// know where one is, by the browser's own scrolling.
window.DeckReading = ({ words }) => {
  const slides = [...document.querySelectorAll(".slides > section")];
  document.documentElement.classList.add("reading");
  let current = slides[0];

  const named = (hash) => document.getElementById(decodeURIComponent(hash.replace(/^#\/?/, "").split("/")[0] ?? ""));
  function go(hash) {
    const found = named(hash);
    if (!found) return;
    found.scrollIntoView({ block: "start" });
    show(found);
  }
  function show(section) {
    if (section === current) return;
    current = section;
    history.replaceState(null, "", `#/${encodeURIComponent(section.id)}`);
  }

  // The slide at a line across the top of the screen is the one that is read.
  const reader = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) show(target);
    },
    { rootMargin: "-2% 0px -97% 0px" },
  );

  const link = document.querySelector(".contents-link")?.getAttribute("href");
  const bar = document.createElement("nav");
  bar.className = "reading-bar";
  bar.setAttribute("aria-label", words.steer);
  bar.innerHTML = `${link ? `<a href="${link}">${words.contents}</a>` : ""}<button type="button" class="open-search">${words.search}</button>`;
  document.querySelector(".reveal").append(bar);

  document.addEventListener("click", (event) => {
    const hash = event.target.closest("a")?.getAttribute("href") ?? "";
    if (!hash.startsWith("#") || !named(hash)) return;
    event.preventDefault();
    go(hash);
  });
  window.addEventListener("hashchange", () => go(window.location.hash));

  // Pictures have their size when all is loaded, and only then is a slide where it stays.
  const wanted = window.location.hash;
  go(wanted);
  window.addEventListener("load", () => {
    go(wanted);
    for (const section of slides) reader.observe(section);
  });
  // So that search, and whoever looks from outside, need not know which player it is.
  return Object.assign(window.Reveal, {
    isReady: () => true,
    isScrollView: () => true,
    isPaused: () => false,
    getSlides: () => slides,
    getCurrentSlide: () => current,
    getIndices: (section = current) => ({ h: slides.indexOf(section), v: 0 }),
  });
};
