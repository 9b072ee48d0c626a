/* Where figures are typed: what an event counts is offered once it is chosen, and a number in words
   says at once what it comes to. The server says the same when the form is saved. */
"use strict";
(() => {
  const PAUSE = 250;
  const event = document.getElementById("id_event");
  const address = document.querySelector("script[data-quick]").dataset.quick;
  if (!event) return;

  async function ask(page, typed) {
    const asks = new URLSearchParams({ q: typed, event: event.value });
    const answer = await fetch(`${address}${page}/?${asks}`, { credentials: "same-origin" });
    return answer.ok ? answer.json() : {};
  }

  function refill(select, options) {
    const chosen = select.value;
    const kept = options.filter(([value]) => value);
    const empty = [["", "---------"], ...kept];
    select.replaceChildren(...empty.map(([value, label]) => new Option(label, value, false, value === chosen)));
  }

  async function offer() {
    const told = await ask("counted", event.value);
    for (const [ending, options] of [["counted", told.options], ["measure", told.measures]]) {
      for (const select of document.querySelectorAll(`select[name$="${ending}"]`)) {
        if (options) refill(select, options);
      }
    }
  }

  const asked = new Map();
  function read(box) {
    let told = box.nextElementSibling;
    if (!told || told.tagName !== "OUTPUT") {
      told = document.createElement("output");
      told.htmlFor = box.id;
      told.className = "answer";
      box.after(told);
    }
    clearTimeout(asked.get(box));
    asked.set(box, setTimeout(async () => {
      const typed = box.value;
      const answer = typed.trim() ? await ask("number", typed) : {};
      if (typed !== box.value) return;
      told.textContent = answer.problem || answer.says || "";
      told.classList.toggle("problem", Boolean(answer.problem));
    }, PAUSE));
  }

  document.addEventListener("input", ({ target }) => {
    if (/^figures-\d+-words$/.test(target.name)) read(target);
  });
  // The admin's box to choose by typing tells of it through its own jQuery.
  window.django?.jQuery(event).on("change", offer);
})();
