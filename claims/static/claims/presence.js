// Asks every minute who else has this thing open, and says when it is closed. Never in the way.
"use strict";

(() => {
  const EVERY = 60_000;
  const shown = document.querySelector("[data-presence]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!shown || !token) return;

  const told = () => {
    const form = new FormData();
    form.append("csrfmiddlewaretoken", token.value);
    return form;
  };

  function show(sentences) {
    const now = sentences.join("\n");
    if (now === [...shown.children].map((line) => line.textContent).join("\n")) return;
    shown.replaceChildren(
      ...sentences.map((sentence) => {
        const line = document.createElement("p");
        line.textContent = sentence;
        return line;
      }),
    );
  }

  async function ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(shown.dataset.presence, { method: "POST", body: told() });
      if (answer.ok) show((await answer.json()).others);
    } catch {
      // Without the network the page is no worse than it was.
    }
  }

  window.setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pagehide", () => {
    navigator.sendBeacon(`${shown.dataset.presence}?left=1`, told());
  });
  ask();
})();
