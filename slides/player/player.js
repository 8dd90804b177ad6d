// Starts reveal.js for a deck. Runs in the browser, from one file, with nothing to load.
(() => {
  const query = new URLSearchParams(window.location.search);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Two shapes of page: text flows anew on a narrow projector instead of being shrunk.
  function shape() {
    const wide = query.has("receiver") || window.innerWidth / window.innerHeight > 1.5;
    return { width: wide ? 1280 : 960, height: 720 };
  }

  const deck = window.Reveal;
  deck.initialize({
    ...shape(),
    margin: 0.02,
    center: false,
    hash: true,
    fragmentInURL: true,
    respondToHashChanges: true,
    controls: true,
    controlsTutorial: false,
    slideNumber: "c/t",
    jumpToSlide: true,
    navigationMode: "linear",
    transition: calm ? "none" : "fade",
    transitionSpeed: "fast",
    backgroundTransition: "none",
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    plugins: [window.RevealNotes],
  });
})();
