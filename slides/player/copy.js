// A button on each block of code that copies it: what is projected is there to be tried.
window.DeckCopy = ({ words }) => {
  const SHOWN = 2000;
  for (const block of document.querySelectorAll(".reveal .page pre.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    label(button, words.copy);
    button.addEventListener("click", async () => {
      const text = block.querySelector("code").textContent;
      if (!(await copied(text))) return;
      label(button, words.copied);
      button.classList.add("done");
      setTimeout(() => {
        label(button, words.copy);
        button.classList.remove("done");
      }, SHOWN);
    });
    block.append(button);
  }

  function label(button, text) {
    button.setAttribute("aria-label", text);
    button.title = text;
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copiedAsBefore(text);
    }
  }

  // Without https, browsers have no other clipboard.
  function copiedAsBefore(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
};
