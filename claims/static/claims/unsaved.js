// Leaving an edited form asks first; long texts survive a closed window in this browser alone.
// Nothing about evidence, which may be confidential, and no note that is never published is kept.
"use strict";

(() => {
  const person = document.currentScript.dataset.person;
  const OWN = `draft:${person}:`;
  const KEEP_MS = 7 * 24 * 3600 * 1000;
  const PAUSE = 400;
  const NEVER = /evidence|private_note|handover|password|contact/;
  const SECRET_PAGES = /\/suppress\/$/;
  const sent = `sent:${person}`;
  const forms = [...document.querySelectorAll("form[method=post]")].filter(
    (form) => !["logout-form", "login-form", "changelist-form"].includes(form.id),
  );
  const opened = new Map();
  let leaving = false;

  const typed = (form) => {
    const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    return JSON.stringify(pairs.map(([name, value]) => [name, value instanceof File ? value.name : value]));
  };
  const refused = () => document.querySelector(".errornote, .errorlist") !== null;
  const unsaved = (form) => form.hasAttribute("data-unsaved") || refused();
  const isEdited = (form) => opened.has(form) && (unsaved(form) || typed(form) !== opened.get(form));

  // Storage may be full or forbidden: then nothing is kept, and nothing breaks.
  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const read = (key) => quietly(() => JSON.parse(localStorage.getItem(key)));
  const ours = () => quietly(() => Object.keys(localStorage).filter((key) => key.startsWith("draft:"))) || [];
  const forget = (keys) => quietly(() => keys.forEach((key) => localStorage.removeItem(key)));

  const keyOf = (box) => `${OWN}${location.pathname}:${box.name}`;
  const isLong = (box) => box.tagName === "TEXTAREA" || (box.type === "text" && box.maxLength >= 300);
  const boxesOf = (form) => [...form.elements].filter(isKept);
  const isKept = (box) =>
    isLong(box) && box.name && !NEVER.test(box.name) && !SECRET_PAGES.test(location.pathname) && !box.name.includes("__prefix__");

  function keep(box) {
    if (box.value === box.defaultValue && !unsaved(box.form)) forget([keyOf(box)]);
    else quietly(() => localStorage.setItem(keyOf(box), JSON.stringify({ text: box.value, at: Date.now() })));
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function offer(box, draft) {
    const line = document.createElement("p");
    line.className = "help draft";
    line.setAttribute("role", "status");
    const when = new Date(draft.at).toLocaleString();
    line.append(`What you typed here until ${when} was not saved. `);
    line.append(
      button("Put it back", () => {
        box.value = draft.text;
        box.dispatchEvent(new Event("input", { bubbles: true }));
        line.remove();
        box.focus();
      }),
      " ",
      button("Throw it away", () => {
        forget([keyOf(box)]);
        line.remove();
        box.focus();
      }),
    );
    box.before(line);
  }

  function watch(box) {
    const draft = read(keyOf(box));
    if (!draft || (draft.text === box.value && unsaved(box.form))) return;
    if (draft.text === box.value || Date.now() - draft.at > KEEP_MS) forget([keyOf(box)]);
    else offer(box, draft);
  }

  function settle() {
    // What was sent is saved where the page that follows says so.
    const keys = quietly(() => JSON.parse(sessionStorage.getItem(sent)));
    quietly(() => sessionStorage.removeItem(sent));
    if (keys && document.querySelector(".messagelist .success") && !refused()) forget(keys);
  }

  settle();
  for (const form of forms) {
    boxesOf(form).forEach(watch);
    const waiting = new Map();
    form.addEventListener("input", ({ target }) => {
      if (!isKept(target)) return;
      clearTimeout(waiting.get(target));
      waiting.set(target, setTimeout(() => keep(target), PAUSE));
    });
    form.addEventListener("submit", () => {
      leaving = true;
      const boxes = boxesOf(form);
      boxes.filter((box) => box.value !== box.defaultValue).forEach(keep);
      quietly(() => sessionStorage.setItem(sent, JSON.stringify(boxes.map(keyOf))));
    });
  }
  document.getElementById("logout-form")?.addEventListener("submit", () => forget(ours()));
  // Once the boxes that other scripts make stand as they were opened.
  window.addEventListener("load", () => setTimeout(() => forms.forEach((form) => opened.set(form, typed(form)))));
  // Back in a page that was left: it may be edited on.
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && forms.some(isEdited)) event.preventDefault();
  });
})();
