// Decides, opens folds and works out our figure without leaving the page; and by keys. Without
// this script the same buttons and links do the same, a page at a time.
"use strict";

(() => {
  const bench = document.getElementById("bench");
  if (!bench) return;
  const PAUSE = 400;
  let running = null;
  let waiting = 0;
  let pressing = false;

  // One computation at a time: what was asked before is stopped.
  async function ask(form, button) {
    running?.abort();
    const mine = (running = new AbortController());
    const sent = new FormData(form);
    if (button?.name) sent.set(button.name, button.value);
    sent.set("_fragment", "1");
    bench.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, signal: mine.signal, redirect: "error" });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } finally {
      if (running === mine) bench.removeAttribute("aria-busy");
    }
  }

  const edited = (form) =>
    [...form.elements].some((box) => box.name && (box.type === "checkbox" || box.type === "radio"
      ? box.checked !== box.defaultChecked
      : box.options ? box.selectedIndex !== Math.max(0, [...box.options].findIndex((one) => one.defaultSelected))
        : box.type !== "hidden" && box.value !== box.defaultValue));

  const sprite = (page) => {
    const fresh = page.querySelector("svg.sprite");
    if (fresh?.childElementCount) document.querySelector("#content-main > svg.sprite")?.replaceWith(fresh);
  };

  // A colleague's or one's own typing beside the decision stays as it is.
  function show(page, { keepOurs }) {
    const fresh = page.getElementById("told")?.parentElement;
    if (!fresh) return;
    const ours = document.getElementById("ours");
    const shown = page.getElementById("ours");
    if (keepOurs && ours && shown) {
      // What was just decided here moved our figure on; what somebody else did is still asked about.
      const [kept, now] = [ours, shown].map((form) => form.elements["position-seen"]);
      if (kept.value === now.dataset.follows) kept.value = now.value;
      shown.replaceWith(ours);
    }
    sprite(page);
    const nodes = [...fresh.childNodes];
    bench.replaceChildren(...nodes);
    ready();
  }

  async function press(form, button) {
    const ours = document.getElementById("ours");
    const keepOurs = ours !== null && form !== ours && edited(ours);
    // What is being saved is never stopped, by another press or by typing.
    if (pressing) return;
    pressing = true;
    clearTimeout(waiting);
    try {
      const page = await ask(form, button);
      if (!page) throw new Error("refused");
      show(page, { keepOurs });
      (document.querySelector("#told [role=alert]") ?? document.getElementById("card") ?? bench).scrollIntoView({ block: "nearest" });
    } catch (problem) {
      if (problem.name === "AbortError") return;
      // Signed out, or no connection: the button itself says what is wrong.
      plain(form, button);
    } finally {
      pressing = false;
    }
  }

  function plain(form, button) {
    bench.dataset.plain = "1";
    form.requestSubmit(button ?? undefined);
  }

  // What is on the card follows the line that is chosen.
  function choose(radio) {
    const card = document.getElementById("card");
    const line = Number(radio.dataset.line);
    for (const cell of card.querySelectorAll("[data-fates]")) {
      const fates = cell.dataset.fates.split("|");
      cell.textContent = fates[line] ?? fates[0];
    }
    const effect = card.querySelector("[data-first]");
    if (effect) effect.textContent = radio.dataset.effect;
    const stands = card.querySelector("button[value=stands] > span");
    if (stands) stands.textContent = radio.dataset.answer;
    for (const button of card.querySelectorAll("button[name=do]")) {
      const default_ = button.value === "stands";
      button.classList.toggle("default", default_);
    }
    // The reason that was offered goes with what was proposed alone, and comes back with it.
    const [why, offered] = [card.querySelector("textarea"), card.elements.offered.value];
    const proposed = card.elements.proposed.value === `stands:${radio.value}:`;
    if (proposed && !why.value) why.value = offered;
    else if (!proposed && why.value === offered) why.value = "";
  }

  const ways = () => [...document.querySelectorAll("#card .counts input[type=radio]")];

  function move(step) {
    const lines = ways();
    if (!lines.length) return;
    const now = lines.findIndex((one) => one.checked);
    const next = lines[Math.min(Math.max(now + step, 0), lines.length - 1)];
    next.checked = true;
    next.focus();
    choose(next);
  }

  async function work() {
    if (pressing) return;
    const form = document.getElementById("ours");
    try {
      const page = await ask(form, null);
      if (!page) return;
      for (const id of ["says", "allows"]) {
        const part = document.getElementById(id);
        const fresh = page.getElementById(id);
        if (part && fresh) part.replaceChildren(...fresh.childNodes);
      }
    } catch {
      // The button "Work out" does the same.
    }
  }

  async function unfold(fold) {
    const link = fold.querySelector(":scope > p > a");
    if (!link) return;
    const address = new URL(link.href);
    address.searchParams.delete("open");
    address.searchParams.set("_fold", fold.dataset.fold);
    address.hash = "";
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    sprite(page);
    link.parentElement.replaceWith(...[...page.body.childNodes].filter((node) => !node.matches?.("svg.sprite")));
  }

  function ready() {
    document.querySelector("#ours .work")?.setAttribute("hidden", "");
    const chosen = ways().find((one) => one.checked);
    const stands = document.querySelector("#card button[value=stands] > span");
    if (chosen && stands) stands.textContent = chosen.dataset.answer;
  }

  bench.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (bench.dataset.plain || submitter?.name === "_publish") return;
    event.preventDefault();
    event.stopPropagation();
    press(form, submitter);
  });
  bench.addEventListener("change", ({ target }) => {
    if (target.name === "stands") choose(target);
  });
  bench.addEventListener("input", ({ target }) => {
    if (!target.closest("#ours")) return;
    clearTimeout(waiting);
    waiting = setTimeout(work, target.matches("[type=checkbox], [type=radio], select") ? 0 : PAUSE);
  });
  bench.addEventListener("toggle", ({ target }) => {
    if (target.open && target.dataset.fold) unfold(target);
  }, true);

  const typing = (target) => target.closest("textarea, select, input:not([type=radio], [type=checkbox]), summary, a, button, dialog");
  // Before the keys of the whole desk, of which N is one; but “g s” leads to the sources.
  const PATIENCE = 1500;
  let led = -PATIENCE;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
    if (event.key === "g") led = event.timeStamp;
    if (event.timeStamp - led < PATIENCE) return;
    const card = document.getElementById("card");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const button = event.key === "Enter"
      ? card?.querySelector("button.default[name=do]")
      : event.key.toLowerCase() === "u"
        ? document.querySelector("#decided button[name=undo]")
        : event.key.length === 1 && card?.querySelector(`button[data-key="${CSS.escape(event.key.toUpperCase())}"]`);
    if (step && ways().length) move(step);
    else if (button) button.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  ready();
})();
