// Works out anew what the choices on the workbench give, as they change. Nothing is saved by it;
// without this script the button "Recompute" does the same.
"use strict";

const form = document.querySelector("form.wb");
const PARTS = ["wrong", "gives", "preview", "findings"];
let latest = 0;
let waiting = 0;

function keepTyping(part, fresh) {
  // What is being typed, and what was opened, outlives the answer that replaces it.
  for (const field of part.querySelectorAll("input[name]:not([type=hidden])")) {
    const same = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (same) same.value = field.value;
  }
  const open = new Set([...part.querySelectorAll("details[open] > summary")].map((s) => s.textContent));
  for (const summary of fresh.querySelectorAll("details > summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
}

function replace(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const sprite = page.querySelector(".sprite");
  if (sprite) document.querySelector("#content-main .sprite").replaceWith(sprite);
  for (const id of PARTS) {
    const part = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (!part || !fresh) continue;
    const focused = part.contains(document.activeElement) ? document.activeElement.name : "";
    keepTyping(part, fresh);
    part.replaceChildren(...fresh.childNodes);
    if (focused) part.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }
}

async function recompute() {
  const turn = ++latest;
  const sent = new FormData(form);
  sent.set("_fragment", "1");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(location.href, { method: "POST", body: sent, redirect: "error" });
    if (answer.ok && turn === latest) replace(await answer.text());
  } catch {
    // Signed out, or no connection: the button still says what is wrong.
  } finally {
    if (turn === latest) form.removeAttribute("aria-busy");
  }
}

function changed(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected);
  return field.value !== field.defaultValue;
}

if (form) {
  document.querySelector(".recompute").hidden = true;
  form.addEventListener("input", (event) => {
    if (event.target.closest(".decide")) return;
    clearTimeout(waiting);
    waiting = setTimeout(recompute, event.target.matches("select, [type=checkbox], [type=radio]") ? 0 : 400);
  });
  // What was changed before this script came, or was put back by the browser.
  const fields = form.querySelectorAll("input, select, textarea");
  if ([...fields].some((field) => !field.closest(".decide") && changed(field))) recompute();
}
