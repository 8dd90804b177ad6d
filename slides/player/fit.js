// A slide that is too full by little has its pictures and then its text made smaller, all of it at once. What is still too full
// can be scrolled; `build`, `serve` and `check` tell it.
window.DeckFit = (slides, { size }) => {
  // Letters of less than 18 px on a page 720 high cannot be read from the back of a room.
  const LEAST = 0.6;
  const STEPS = [1, 0.95, 0.9, 0.85, 0.8];
  const PICTURE = 160;

  const over = (page) => ({
    down: page.scrollHeight - page.clientHeight,
    right: page.scrollWidth - page.clientWidth,
    code: Math.max(0, ...Array.from(page.querySelectorAll("pre"), (code) => code.scrollWidth - code.clientWidth)),
  });
  const fits = (page) => Math.max(...Object.values(over(page))) <= 1;

  // Pictures that are not fitted by a class of their slide give what is too much, the largest first.
  function shrinkPictures(page) {
    const own = [...page.querySelectorAll("img, svg")].filter((picture) => !picture.closest(".pic, .picture"));
    const largest = own.sort((a, b) => b.getBoundingClientRect().height - a.getBoundingClientRect().height)[0];
    const { down } = over(page);
    if (!largest || down <= 1) return;
    const height = largest.getBoundingClientRect().height / scaleOf(page);
    if (height - down >= PICTURE) largest.style.maxHeight = `${height - down - 1}px`;
  }
  const scaleOf = (page) => page.getBoundingClientRect().height / page.offsetHeight || 1;

  function refit(section) {
    const page = section.querySelector(".page");
    if (!page) return;
    const { display } = section.style;
    section.style.setProperty("display", "block", "important");
    for (const picture of page.querySelectorAll("img, svg")) picture.style.maxHeight = "";
    page.classList.remove("too-full");
    page.removeAttribute("tabindex");
    page.style.zoom = size;
    if (!fits(page)) shrinkPictures(page);
    for (const step of STEPS) {
      page.style.zoom = Math.max(size * step, Math.min(size, LEAST));
      if (fits(page)) break;
    }
    if (!fits(page)) {
      page.classList.add("too-full");
      page.tabIndex = 0;
    }
    section.style.display = display;
  }

  let rest = [];
  const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 0));
  const some = () => {
    for (const section of rest.splice(0, 10)) refit(section);
    if (rest.length > 0) idle(some);
  };
  return {
    over,
    /** Fits all at once, for those who measure or print. */
    all: () => {
      rest = [];
      for (const section of slides()) refit(section);
    },
    /** Fits the slide that is seen, and the others when there is time. */
    soon: (seen) => {
      refit(seen);
      const idling = rest.length > 0;
      rest = slides().filter((section) => section !== seen);
      if (!idling) idle(some);
    },
  };
};
