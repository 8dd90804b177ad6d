// Listens to the server, and shows what it says. The browser connects again by itself when the
// connection breaks.

const element = (id) => document.getElementById(id);

function show({ a, b, total, names }) {
  for (const [key, votes] of [["a", a], ["b", b]]) {
    const percent = total === 0 ? 0 : (100 * votes) / total;
    element(`name-${key}`).textContent = names[key];
    element(`bar-${key}`).style.width = `${percent}%`;
    element(`percent-${key}`).textContent = total === 0 ? "–" : `${percent.toFixed(1)}%`;
  }
  say(total === 0 ? "No votes yet." : `${total} ${total === 1 ? "vote" : "votes"}`);
}

function say(sentence, isTrouble = false) {
  element("sentence").textContent = sentence;
  document.body.classList.toggle("trouble", isTrouble);
}

const events = new EventSource("events");
events.onmessage = ({ data }) => {
  const state = JSON.parse(data);
  if (state.error) say(state.error, true);
  else show(state);
};
events.onerror = () => say("The server does not answer. Trying again ...", true);
