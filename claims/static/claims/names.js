// A box to choose from by typing is called what its label calls it, for those who hear the page.
"use strict";

(() => {
  function name(select) {
    const label = select.labels && select.labels[0];
    const box = select.parentElement.querySelector(".select2-selection");
    if (!label || !box) return;
    label.id = label.id || `${select.id}_label`;
    const own = box.getAttribute("aria-labelledby") || "";
    const chosen = box.querySelector(".select2-selection__rendered[role=textbox]");
    if (chosen) chosen.setAttribute("aria-labelledby", label.id);
    if (!own.includes(label.id)) box.setAttribute("aria-labelledby", `${label.id} ${own}`.trim());
  }

  const names = () =>
    document.querySelectorAll("select.admin-autocomplete:not([name*=__prefix__])").forEach(name);

  // After the admin's own script has made the boxes: it waits for the same signal, and came first.
  if (window.django && window.django.jQuery) window.django.jQuery(names);
  document.addEventListener("formset:added", () => window.setTimeout(names));
})();
