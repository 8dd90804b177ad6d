// Light, dark, or as the system has it: T goes on to the next one, and the browser remembers it.
window.DeckTheme = () => {
  const KEY = "deck-theme";
  const THEMES = ["system", "light", "dark"];
  const root = document.documentElement;
  const current = () => root.dataset.theme ?? "system";
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  // Where a browser keeps nothing (some do not, for a file from disk), it is chosen for this page.
  const kept = (action) => {
    try {
      return action(window.localStorage);
    } catch {
      return undefined;
    }
  };
  show(kept((store) => store.getItem(KEY)));
  // The speaker's window and the projected one are the same deck.
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY) show(newValue);
  });

  return {
    next() {
      const theme = THEMES[(THEMES.indexOf(current()) + 1) % THEMES.length];
      show(theme);
      kept((store) => store.setItem(KEY, theme));
      return theme;
    },
  };
};
