/* Change status: what is missing follows the ticks. The button "Count what is ticked" says the same. */
"use strict";
(() => {
  const FOLLOW = ["tallies", "common"];
  const form = document.getElementById("id_evidence")?.closest("form");
  if (!form) return;
  let running = null;

  async function weigh() {
    running?.abort();
    running = new AbortController();
    const typed = new FormData(form);
    typed.append("_weigh", "1");
    try {
      const answer = await fetch(form.action.split("#")[0], {
        method: "POST", body: typed, credentials: "same-origin", signal: running.signal,
      });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (problem) {
      if (problem.name !== "AbortError") throw problem;
    }
  }

  function show(page) {
    const offers = [...document.querySelectorAll(".offer [id^=about-]")].map((told) => told.id);
    for (const id of [...FOLLOW, ...offers]) {
      const [now, then] = [page.getElementById(id), document.getElementById(id)];
      if (now && then) then.replaceWith(document.adoptNode(now));
    }
  }

  document.getElementById("weigh").hidden = true;
  const ticks = [...form.querySelectorAll("[name=evidence]")];
  for (const tick of ticks) tick.addEventListener("change", weigh);
  form.querySelector("[name=reason]").addEventListener("change", weigh);
  // Made while this was on its way.
  if (ticks.some((tick) => tick.checked !== tick.defaultChecked)) weigh();
})();
