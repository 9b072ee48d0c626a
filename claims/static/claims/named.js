/* A box in which one types to choose has no name of its own: it is called as its label is. */
"use strict";
{
  const called = (select) => {
    const box = select.parentElement.querySelector(".select2-selection");
    const label = select.labels && select.labels[0];
    if (!box || !label) return;
    const chosen = box.querySelector(".select2-selection__rendered");
    const words = (chosen && chosen.title) || "nothing chosen";
    box.removeAttribute("aria-labelledby");
    box.setAttribute("aria-label", `${label.textContent.replace(/:\s*$/, "").trim()}: ${words}`);
    if (chosen) for (const name of ["role", "aria-readonly"]) chosen.removeAttribute(name);
  };
  const all = () => document.querySelectorAll("select.admin-autocomplete").forEach(called);
  const soon = () => setTimeout(all);
  // After the boxes are made, which the admin does when its own jQuery says so.
  if (window.django && window.django.jQuery) {
    window.django.jQuery(soon);
    window.django.jQuery(document).on("change", "select.admin-autocomplete", soon);
  }
  document.addEventListener("formset:added", soon);
}
