/* Quick add: says at once what an address or a number comes to. The button "Check" says the same. */
"use strict";
(() => {
  const PAUSE = 250;
  const asked = new Map();
  const measure = document.getElementById("id_measure");

  async function ask(address, typed) {
    const about = (name) => document.getElementById(`id_${name}`).value;
    const asks = new URLSearchParams({ q: typed, event: about("event"), attackers: about("attackers") });
    if (!follows(measure)) asks.set("measure", measure.value);
    const answer = await fetch(`${address}?${asks}`, { credentials: "same-origin" });
    return answer.ok ? answer.json() : {};
  }

  function show(output, told) {
    output.textContent = told.problem || told.says || "";
    output.classList.toggle("problem", Boolean(told.problem));
    for (const [name, slug] of Object.entries(told.named || {})) choose(document.getElementById(`id_${name}`), slug);
    if (told.known === false) unfold(output.dataset.of);
  }

  const follows = (select) => select.value === (select.dataset.named || "");

  // Words that name what they count choose it, until somebody chooses otherwise.
  function choose(select, slug) {
    if (!follows(select)) return;
    select.value = slug;
    select.dataset.named = select.value;
  }

  // What is new has boxes of its own, folded away until then.
  function unfold(id) {
    const boxes = document.querySelector(`[data-new-of="${id}"]`);
    if (boxes) boxes.open = true;
  }

  function later(output, box) {
    clearTimeout(asked.get(box));
    asked.set(box, setTimeout(async () => {
      const typed = box.value;
      const told = typed.trim() ? await ask(output.dataset.ask, typed) : {};
      // A slow answer to what has been typed over meanwhile says nothing.
      if (typed === box.value) show(output, told);
    }, PAUSE));
  }

  function refill(select, options) {
    const chosen = select.value;
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value, false, value === chosen)));
  }

  for (const output of document.querySelectorAll("output[data-ask]")) {
    const box = document.getElementById(output.dataset.of);
    box.addEventListener("input", () => later(output, box));
    if (box.value) later(output, box);
  }

  // Another claimant, time or address is another statement, and the page says so at once.
  const together = document.querySelector("#together[data-ends]");
  if (together) {
    const [begun, ended] = together.children;
    const boxes = together.dataset.ends.split(" ").map((id) => document.getElementById(id));
    const tell = () => {
      begun.hidden = boxes.some((box) => box.value.trim() !== box.defaultValue.trim());
      ended.hidden = !begun.hidden;
    };
    for (const box of boxes) box.addEventListener("input", tell);
    tell();
  }

  const event = document.getElementById("id_event");
  async function offerItsPeople() {
    const told = await ask(event.closest("[data-ask]").dataset.ask, event.value);
    if (told.options) refill(document.getElementById("id_counted"), told.options);
    if (told.measures) refill(measure, told.measures);
    // Who is meant by a name, and what a number counts, depends on the event.
    for (const output of document.querySelectorAll("output[data-ask]")) {
      const box = document.getElementById(output.dataset.of);
      if (box.value) later(output, box);
    }
  }

  event.addEventListener("change", offerItsPeople);
  measure.addEventListener("change", () => document.getElementById("id_words").dispatchEvent(new Event("input")));
  // A new event counts attackers apart only once somebody says that there were any.
  document.getElementById("id_attackers").addEventListener("change", offerItsPeople);
  document.getElementById("id_part").addEventListener("input", () => unfold("id_part"));
  // Chosen before this script came, or put back by the browser.
  if (event.selectedOptions[0]?.defaultSelected === false) offerItsPeople();
})();
