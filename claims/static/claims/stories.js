// Asks how many decisions a story leaves open, where the desk has not planned it yet.
"use strict";

document.querySelectorAll("a[data-count]").forEach(async (link) => {
  try {
    const answer = await fetch(link.dataset.count);
    if (answer.ok) link.textContent = (await answer.json()).says;
  } catch {
    // Without the network the link leads to them all the same.
  }
});
