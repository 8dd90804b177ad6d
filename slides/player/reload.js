// Only in served pages: loads the page anew when its deck has changed. The address keeps the slide and the step.
(() => {
  const deck = decodeURIComponent(window.location.pathname.slice(1)).replace(/\.html$/, "");
  new EventSource("/changes").addEventListener("message", ({ data }) => {
    if (JSON.parse(data) === deck) window.location.reload();
  });
})();
