// Keys that lead somewhere. Which, and where to, stands in the page: see admin/claims/_keys.html.
"use strict";

(() => {
  const PATIENCE = 1500;
  const dialog = document.getElementById("shortcuts");
  if (!dialog) return;
  let first = "";
  let since = 0;

  const typing = (target) =>
    target.closest("input, select, textarea, [contenteditable], .select2-container") !== null;

  function lead(event) {
    const both = event.timeStamp - since < PATIENCE ? `${first} ${event.key}` : event.key;
    const link = [both, event.key]
      .map((keys) => dialog.querySelector(`a[data-keys="${CSS.escape(keys)}"]`))
      .find(Boolean);
    first = event.key;
    since = event.timeStamp;
    if (!link) return;
    event.preventDefault();
    window.location.assign(link.href);
  }

  function search(event) {
    const box = document.getElementById("searchbar");
    if (!box) return;
    event.preventDefault();
    box.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) event.target.blur();
    if (typing(event.target)) return;
    if (event.key === "?") dialog.open ? dialog.close() : dialog.showModal();
    else if (event.key === "/") search(event);
    else if (event.key.length === 1) lead(event);
  });
})();
