// What is typed into the sheet survives a closed window, in this browser alone, for seven days.
"use strict";

(() => {
  const table = document.querySelector("table.sheet");
  const form = document.getElementById("sheet-form");
  if (!table || !form) return;
  const says = JSON.parse(document.getElementById("sheet-words").textContent).says;
  const person = document.querySelector("script[data-person]")?.dataset.person;
  const KEY = `draft:${person}:${location.pathname}:sheet`;
  const SENT = "sent:sheet";
  const KEEP_MS = 7 * 24 * 3600 * 1000;
  const PAUSE = 400;
  let pause = 0;

  // Storage may be full or forbidden: then nothing is kept, and nothing breaks.
  const quietly = (act) => { try { return act(); } catch { return null; } };
  const forget = () => quietly(() => localStorage.removeItem(KEY));
  const field = (cell) => cell.querySelector("input:not([type=hidden])");

  function isTyped(cell) {
    const own = field(cell);
    if (!own) return cell.classList.contains("edited");
    if (cell.parentElement.classList.contains("add")) return own.value && !own.dataset.copied;
    return own.value !== own.defaultValue || form.hasAttribute("data-unsaved");
  }

  function keep() {
    const cells = [...table.querySelectorAll("tr.unsaved>td[data-c]")].filter(isTyped).map((cell) => ({
      row: cell.parentElement.dataset.id,
      seen: cell.parentElement.dataset.seen,
      column: cell.dataset.c,
      text: field(cell)?.value ?? cell.dataset.value,
      was: cell.dataset.was,
    }));
    if (cells.length) quietly(() => localStorage.setItem(KEY, JSON.stringify({ cells, at: Date.now() })));
    else forget();
  }

  function offer(draft) {
    const line = document.createElement("p");
    line.className = "help draft";
    line.setAttribute("role", "status");
    const when = new Date(draft.at).toLocaleString(document.documentElement.lang);
    line.textContent = says.draft.replace("%(when)s", when).replace("%(n)s", draft.cells.length);
    const back = () => table.dispatchEvent(new CustomEvent("putback", { detail: draft.cells }));
    for (const [name, act] of [["put_back", back], ["throw_away", forget]]) {
      const made = Object.assign(document.createElement("button"), { type: "button", textContent: says[name] });
      made.addEventListener("click", () => { act(); line.remove(); });
      line.append(" ", made);
    }
    form.before(line);
  }

  function begin() {
    const sent = quietly(() => sessionStorage.getItem(SENT));
    quietly(() => sessionStorage.removeItem(SENT));
    // Rows that could not be saved stand in the page as they were typed.
    if (form.hasAttribute("data-unsaved")) return keep();
    if (sent === KEY && document.querySelector(".messagelist .success")) return forget();
    const draft = quietly(() => JSON.parse(localStorage.getItem(KEY)));
    if (draft?.cells?.length && Date.now() - draft.at < KEEP_MS) offer(draft);
    return undefined;
  }

  table.addEventListener("typed", () => {
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    keep();
    quietly(() => sessionStorage.setItem(SENT, KEY));
  });
  begin();
})();
