// Starts reveal.js for a deck. Runs in the browser, from one file, with nothing to load.
(() => {
  const { words, size } = window.DECK;
  const deck = window.Reveal;
  const query = new URLSearchParams(window.location.search);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const plain = query.has("receiver") || query.get("view") === "print";

  // A phone, in either direction: nobody reads a whole slide on it.
  const phone = window.matchMedia("(max-width: 435px), (max-height: 500px) and (pointer: coarse)");
  if (!plain) phone.addEventListener("change", () => window.location.reload());
  const theme = window.DeckTheme();
  if (!plain) window.DeckCopy({ words });
  if (!plain && phone.matches) {
    window.DeckSearch(words).init(window.DeckReading({ words }));
    return;
  }

  // Shapes of a page: on a narrow projector the text flows anew instead of being shrunk. The two views of the speaker are as
  // wide as they can be, whatever the shape of their windows.
  function shape() {
    const { innerWidth: width, innerHeight: height } = window;
    if (plain) return { width: 1280, height: 720 };
    return { width: width / height > 1.5 ? 1280 : 960, height: 720 };
  }

  // From disk, a page that is loaded anew is a stranger to the speaker's window of the old one, and S would fail.
  if (window.location.protocol === "file:") {
    const { open } = window;
    let speaker;
    window.open = (...args) => {
      speaker = open.apply(window, args);
      return speaker;
    };
    window.addEventListener("pagehide", () => speaker?.close());
  }

  // Keeps the paper styles of reveal.js away: ours print a slide as it looks.
  document.documentElement.classList.add("print-pdf");

  deck.initialize({
    ...shape(),
    margin: 0,
    center: false,
    hash: true,
    fragmentInURL: true,
    jumpToSlide: true,
    navigationMode: "linear",
    controls: !query.has("receiver"),
    controlsTutorial: false,
    slideNumber: "c/t",
    scrollActivationWidth: 0,
    transition: calm ? "none" : "fade",
    transitionSpeed: "fast",
    backgroundTransition: "none",
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    plugins: [window.RevealNotes, window.DeckSearch(words)],
  });

  const fit = window.DeckFit(() => deck.getSlides(), { size });
  window.DeckFitted = fit;
  deck.on("pdf-ready", fit.all);
  deck.on("ready", () => {
    fit.soon(deck.getCurrentSlide());
    for (const [name, label] of [
      ["navigate-left", words.previous],
      ["navigate-right", words.next],
    ]) {
      document.querySelector(`.controls .${name}`)?.setAttribute("aria-label", label);
    }
  });
  // The speaker's window sends the next slide's frame where to go when the current one is ready: a frame that is slower would
  // never hear of it. So it tells that it is ready, too, and all are sent where they are to be.
  if (query.has("receiver") && !query.has("postMessageEvents"))
    deck.on("ready", () => window.parent.postMessage(JSON.stringify({ namespace: "reveal", eventName: "ready" }), "*"));
  deck.addKeyBinding({ keyCode: 84, key: "T", description: words.theme }, () => status(words[theme.next()]));
  const status = (text) => {
    const element = document.querySelector(".aria-status");
    if (element) element.textContent = text;
  };
  // reveal.js reads out all of a slide, also what its steps do not show yet; innerText leaves that out.
  const announce = () => {
    const slide = deck.getCurrentSlide();
    const text = slide.querySelector(".page").innerText.replace(/\s+/g, " ").trim();
    const place = `${words.slide} ${deck.getSlidePastCount() + 1} ${words.of} ${deck.getTotalSlides()}`;
    requestAnimationFrame(() => requestAnimationFrame(() => status(`${place}: ${text}`)));
  };
  deck.on("ready", announce);
  deck.on("slidechanged", announce);
  deck.on("paused", () => status(words.black));
  deck.on("resumed", announce);

  let { width, height } = shape();
  window.addEventListener("resize", () => {
    const next = shape();
    if (next.width === width && next.height === height) return;
    ({ width, height } = next);
    deck.configure(next);
    fit.soon(deck.getCurrentSlide());
  });
})();
