// Beside the sheet: what the figures allow by what is typed. Without this file it follows once saved.
"use strict";

(() => {
  const table = document.querySelector("table.sheet");
  const form = document.getElementById("sheet-form");
  if (!table || !form) return;
  const PAUSE = 600;
  let pause = 0;
  let asking = null;

  // The server's answer, and of several the last alone.
  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const body = new FormData(form);
    body.set("_margin", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asking.signal, redirect: "error" });
      if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // Once it is saved the page says the same.
    }
  }

  function show(page) {
    for (const fresh of page.querySelectorAll("tr.group")) {
      const own = table.querySelector(`tr.group[data-place="${CSS.escape(fresh.dataset.place)}"]`);
      own?.cells[0].replaceChildren(...fresh.cells[0].childNodes);
    }
    for (const id of ["totals", "decisions"]) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    const clashing = new Set([...page.querySelectorAll("[data-row]")].map((one) => one.dataset.row));
    table.querySelectorAll("small.clash").forEach((told) => { told.hidden = !clashing.has(told.closest("tr").id); });
  }

  table.addEventListener("typed", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
})();
