// The story's sheet: the table inside the form becomes a grid. Without this file a row opens as boxes.
// A changed cell becomes a hidden box of the name that the plain form has, beside what stood there.
"use strict";

(() => {
  const table = document.querySelector("table.sheet");
  const form = document.getElementById("sheet-form");
  if (!table || !form) return;
  const words = JSON.parse(document.getElementById("sheet-words").textContent);
  const tell = document.getElementById("tell");
  const total = document.getElementById("unsaved");
  const sum = document.getElementById("sum");
  const foot = document.getElementById("add");
  const undone = [];
  let grid = [];
  let current = null;
  let end = null;
  let box = null;

  const say = (sentence, places = {}) => {
    tell.textContent = Object.entries(places).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), sentence);
  };
  const rows = () => [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.dataset.id && !row.hidden);
  const read = () => { grid = rows().map((row) => [...row.cells]); };
  const field = (cell) => cell.querySelector("input:not([type=hidden])");
  const value = (cell) => field(cell)?.value ?? cell.dataset.value ?? cell.textContent.trim();
  const fixed = (cell) => !cell.dataset.c || cell.classList.contains("ro");
  const nameOf = (cell) => `${cell.parentElement.dataset.id}-${cell.dataset.c}`;
  const place = (cell) => [grid.findIndex((row) => row[0].parentElement === cell.parentElement), cell.cellIndex];
  const at = (y, x) => {
    const row = grid[Math.max(0, Math.min(y, grid.length - 1))];
    return row?.[Math.max(0, Math.min(x, row.length - 1))];
  };

  // What stands in a cell, and what is sent of it.

  function hidden(row, name, text) {
    const made = row.cells[0].querySelector(`[name="${name}"]`) || document.createElement("input");
    Object.assign(made, { type: "hidden", name, value: text });
    row.cells[0].append(made);
  }

  function write(cell, text) {
    const own = field(cell);
    const row = cell.parentElement;
    if (own) {
      own.value = text;
    } else {
      const name = nameOf(cell);
      cell.dataset.was ??= value(cell);
      cell.dataset.shown ??= cell.textContent;
      const same = text === cell.dataset.was;
      cell.dataset.value = text;
      cell.textContent = same ? cell.dataset.shown : text;
      cell.classList.toggle("edited", !same);
      row.cells[0].querySelectorAll(`[name="${name}"],[name="${name}-was"]`).forEach((one) => same && one.remove());
      if (!same) {
        hidden(row, `${row.dataset.id}-seen`, row.dataset.seen);
        hidden(row, name, text);
        hidden(row, `${name}-was`, cell.dataset.was);
      }
    }
    cell.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
    mark(row);
    if (cell.dataset.c === "words") number(cell, text);
  }

  function mark(row) {
    const typed = row.classList.contains("add")
      ? [...row.querySelectorAll("input")].some((one) => one.value && !one.dataset.copied)
      : row.querySelector(".edited") !== null || row.classList.contains("open");
    row.classList.toggle("unsaved", typed);
    const count = table.querySelectorAll("tr.unsaved").length;
    total.textContent = count ? words.says.count.replace("%(n)s", count) : "";
    table.dispatchEvent(new Event("typed"));
  }

  function put(cell, text, step) {
    const old = value(cell);
    if (old === text || fixed(cell)) return false;
    step.push([cell, old]);
    write(cell, text);
    return true;
  }

  function change(act) {
    const step = [];
    const n = act(step);
    if (step.length) undone.push(step);
    return n ?? step.length;
  }

  // The server alone reads numbers; what it says stands in the cell until the row is saved.
  async function number(cell, text) {
    const row = cell.parentElement;
    const bounds = row.querySelector("[data-c=bounds]");
    if (!bounds || fixed(bounds) || bounds.classList.contains("edited")) return;
    const answer = text ? await fetch(`${words.number}?${new URLSearchParams({ q: text, event: words.event })}`) : null;
    if (answer && (!answer.ok || value(cell) !== text)) return;
    const told = answer ? await answer.json() : {};
    const own = field(bounds);
    if (own) own.placeholder = told.says || "";
    else {
      bounds.dataset.shown ??= bounds.textContent;
      bounds.dataset.value ??= bounds.dataset.shown;
      bounds.textContent = text === cell.dataset.was ? bounds.dataset.shown : told.says || "";
    }
    const counted = field(row.querySelector("[data-c=counted]"));
    const { measure, counted: whom } = told.named || {};
    if (counted && !counted.value && measure && whom) counted.value = words.pairs[`${measure}/${whom}`] || "";
  }

  // What was typed before the window was closed, put back by sheet-draft.js.

  function rowOf(id) {
    const own = () => table.querySelector(`tr[data-id="${CSS.escape(id)}"]`);
    for (let n = 0; /^n\d+$/.test(id) && !own() && n < 500; n += 1) grow();
    return own();
  }

  function putBack(one, step) {
    const row = rowOf(one.row);
    const cell = row?.querySelector(`td[data-c="${CSS.escape(one.column)}"]`);
    if (!cell) return;
    if (!field(cell) && one.was !== undefined) {
      // Beside what stood there then: whoever saved it since is asked about.
      cell.dataset.shown ??= cell.textContent;
      cell.dataset.was = one.was;
      row.dataset.seen = one.seen;
    }
    put(cell, one.text, step);
  }

  // Where we are.

  function chosen() {
    if (!current) return [];
    const [a, b] = place(current);
    const [y, x] = place(end || current);
    return grid.slice(Math.min(a, y), Math.max(a, y) + 1).map((row) => row.slice(Math.min(b, x), Math.max(b, x) + 1));
  }

  function go(cell, extend) {
    if (!cell) return;
    table.querySelectorAll("[aria-selected]").forEach((one) => one.removeAttribute("aria-selected"));
    if (extend) end = cell;
    else {
      if (current && !field(current)) current.tabIndex = -1;
      [current, end] = [cell, null];
      if (!field(cell)) cell.tabIndex = 0;
      (field(cell) || cell).focus();
    }
    const cells = chosen().flat();
    if (cells.length > 1) cells.forEach((one) => one.setAttribute("aria-selected", "true"));
    const found = cells.filter((one) => one.dataset.c === "bounds").map((one) => parseInt(value(one), 10)).filter((n) => n >= 0);
    const places = { n: found.length, low: Math.min(...found), high: Math.max(...found), sum: found.reduce((a, b) => a + b, 0) };
    sum.textContent = found.length > 1 ? Object.entries(places).reduce((text, [name, n]) => text.replace(`%(${name})s`, n), words.says.sum) : "";
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function edit(cell, fresh) {
    if (field(cell)) return field(cell).focus();
    if (fixed(cell)) return fresh ? undefined : cell.querySelector("a")?.click();
    const kept = [...cell.childNodes];
    box = document.createElement("input");
    box.value = fresh ? "" : value(cell);
    box.dir = "auto";
    box.className = "cell";
    box.setAttribute("aria-label", table.tHead.rows[0].cells[cell.cellIndex].textContent.trim());
    if (words.lists[cell.dataset.c]) box.setAttribute("list", `offers-${cell.dataset.c}`);
    cell.replaceChildren(box);
    box.focus();
    if (!fresh) box.select();
    const done = (keep, next) => {
      if (!box) return;
      const typed = box.value.trim();
      box.onblur = null;
      box = null;
      cell.replaceChildren(...kept);
      if (keep) change((step) => put(cell, typed, step));
      if (next !== null) go(next || cell);
    };
    box.onblur = () => done(true, null);
    box.onkeydown = (event) => {
      event.stopPropagation();
      // An input method is still at work: Enter and Escape are its own.
      if (event.isComposing || event.keyCode === 229) return;
      const [y, x] = place(cell);
      const back = event.shiftKey ? -1 : 1;
      if (event.key === "Escape") done(false);
      else if (event.key === "Enter") done(true, at(y + back, x));
      else if (event.key === "Tab") done(true, at(y, x + back));
      else return;
      event.preventDefault();
    };
    return undefined;
  }

  // Rows at the foot.

  function grow() {
    const made = document.getElementById("new-row").content.firstElementChild.cloneNode(true);
    const taken = [...foot.querySelectorAll("tr.add")].map((row) => Number(row.dataset.id.slice(1)));
    const n = Math.max(0, ...taken) + 1;
    made.dataset.id = `n${n}`;
    made.querySelector(".vh").textContent = made.querySelector(".vh").textContent.replace(/\d+/, n);
    made.querySelectorAll("input").forEach((own) => {
      own.setAttribute("aria-label", own.getAttribute("aria-label").replace(/\d+$/, n));
      own.name = own.name.replace(/^n\d+/, `n${n}`);
    });
    foot.append(made);
    read();
    return made;
  }

  function onward(row) {
    const below = [...foot.querySelectorAll("tr.add")];
    const next = below[below.indexOf(row) + 1] || grow();
    for (const column of ["where", "report", "said"]) {
      const from = field(row.querySelector(`[data-c=${column}]`));
      const to = field(next.querySelector(`[data-c=${column}]`));
      if (!to.value && from.value) Object.assign(to, { value: from.value }).dataset.copied = "1";
    }
    mark(row);
    go(next.querySelector("[data-c=who]"));
  }

  // Cells as spreadsheets copy them: one with a line break or a tab stands in quotes.
  function parse(text) {
    const found = [[]];
    let rest = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (;;) {
      const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(rest);
      const taken = quoted ? quoted[0] : /^[^\t\n]*/.exec(rest)[0];
      const cell = quoted ? quoted[1].replace(/""/g, '"').replace(/\n/g, " ") : taken;
      found.at(-1).push(cell.trim().replace(/^'(?=[=+\-@])/, ""));
      rest = rest.slice(taken.length);
      if (!rest) return found;
      if (rest[0] === "\n") found.push([]);
      rest = rest.slice(1);
    }
  }

  const written = (cell) => value(cell).replace(/^(?=[=+\-@])/, "'").replace(/[\t\n]+/g, " ");

  function pasteCells(text) {
    const block = parse(text);
    const known = block[0].filter((cell) => words.headings.includes(cell.toLowerCase()));
    if (block.length > 1 && known.length > 1) {
      const pasted = document.getElementById("id_paste");
      pasted.value = text;
      pasted.closest("details").open = true;
      pasted.focus();
      return say(words.says.headings);
    }
    const [y, x] = place(current);
    while (grid.length < y + block.length) grow();
    let over = 0;
    const n = change((step) => {
      block.forEach((line, i) => line.forEach((cell, j) => {
        const to = grid[y + i][x + j];
        if (!to || fixed(to)) over += cell ? 1 : 0;
        else put(to, cell, step);
      }));
    });
    return say(over ? words.says.over : words.says.pasted, { n, over });
  }

  function fillDown() {
    const [first, ...others] = chosen();
    const n = change((step) => others.forEach((row) => row.forEach((cell, i) => put(cell, value(first[i]), step))));
    say(words.says.filled, { n });
  }

  function undo() {
    const step = undone.pop();
    step?.reverse().forEach(([cell, old]) => write(cell, old));
    say(step ? words.says.undone : words.says.nothing);
    if (step) go(step.at(-1)[0]);
  }

  // Keys of a cell that is not being typed into.

  const arrows = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0] };

  function target(event, y, x) {
    const { key } = event;
    if (key === "Home") return [event.ctrlKey ? 0 : y, 0];
    if (key === "End") return [event.ctrlKey ? Infinity : y, Infinity];
    const way = arrows[key];
    if (!way) return null;
    return [y + way[0], x + (getComputedStyle(table).direction === "rtl" ? -way[1] : way[1])];
  }

  function inBox(event, cell) {
    const row = cell.parentElement;
    if (event.isComposing || event.keyCode === 229) return;
    const held = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && row.classList.contains("add")) onward(row);
    else if (event.key === "Enter") go(at(place(cell)[0] + 1, cell.cellIndex));
    else if (held && event.key.toLowerCase() === "d") {
      const above = at(place(cell)[0] - 1, cell.cellIndex);
      const n = above ? change((step) => put(cell, value(above), step)) : 0;
      say(words.says.filled, { n });
    } else return;
    event.preventDefault();
  }

  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-c],tr[data-id]>th");
    if (!cell || box) return;
    if (field(cell)) { inBox(event, cell); return; }
    current ??= cell;
    const held = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const [y, x] = place((event.shiftKey && end) || cell);
    const to = target(event, y, x);
    if (to) go(at(...to), event.shiftKey);
    else if (key === "enter" || key === "f2") edit(cell);
    else if (held && key === "z") undo();
    else if (held && key === "d") fillDown();
    else if (key === "delete") change((step) => chosen().flat().forEach((one) => put(one, "", step)));
    else {
      // The key itself goes on to the box, so that dead keys and input methods find it empty.
      if (!held && !event.altKey && (event.key.length === 1 || event.key === "Dead" || event.keyCode === 229)) edit(cell, true);
      return;
    }
    event.preventDefault();
  });

  const blocks = (text) => /[\t\n]/.test(text.trim());
  table.addEventListener("copy", (event) => {
    if (!current || box || event.target.matches?.("input")) return;
    event.clipboardData.setData("text/plain", chosen().map((row) => row.map(written).join("\t")).join("\n"));
    event.preventDefault();
  });
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const cell = event.target.closest("td[data-c]");
    if (box || !cell || (field(cell) && !blocks(text))) return;
    current = cell;
    pasteCells(text);
    event.preventDefault();
  });
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-c]");
    if (cell && !cell.contains(box) && !field(cell) && !event.target.closest("a")) go(cell, event.shiftKey);
  });
  table.addEventListener("dblclick", (event) => {
    const cell = event.target.closest("td[data-c]");
    if (cell && !cell.contains(box)) edit(cell);
  });
  table.addEventListener("focusin", (event) => {
    const cell = event.target.closest("td[data-c]");
    if (cell && field(cell) && !cell.contains(box)) [current, end] = [cell, null];
  });
  table.addEventListener("input", (event) => {
    if (box) return;
    const cell = event.target.closest("td[data-c]");
    delete event.target.dataset.copied;
    mark(cell.parentElement);
  });
  table.addEventListener("change", (event) => {
    const cell = event.target.closest("td[data-c=words]");
    if (cell && !box) number(cell, event.target.value);
  });

  // Find and sort where we stand; what is not saved is never hidden.

  const sift = document.querySelector("form.sift");
  const wasNarrowed = [...new FormData(sift).values()].some(Boolean);

  function narrow() {
    const [q, of, show] = ["q", "of", "show"].map((name) => sift.elements[name].value);
    const asked = q.toLowerCase().split(/\s+/).filter(Boolean);
    const lines = [...table.querySelectorAll("tr[id][data-id]")];
    for (const row of lines) {
      const text = row.textContent.toLowerCase();
      const counted = row.querySelector("[data-c=counted]");
      const fits = asked.every((word) => text.includes(word))
        && (!of || (of === "-" ? fixed(counted) : value(counted) === of))
        && (!show || row.dataset.show.split(" ").includes(show));
      row.hidden = !fits && !row.matches(".unsaved,.open");
    }
    for (const group of table.querySelectorAll("tr.group")) {
      const own = [...group.parentElement.querySelectorAll("tr[data-id]")];
      group.hidden = own.length > 0 && own.every((row) => row.hidden);
    }
    read();
    say(words.says.shown, { n: lines.filter((row) => !row.hidden).length, all: lines.length });
  }

  sift.addEventListener("submit", (event) => {
    if (wasNarrowed && !table.querySelector(".unsaved")) return;
    event.preventDefault();
    narrow();
  });
  sift.addEventListener("input", () => { if (!wasNarrowed) narrow(); });

  const first = [...table.querySelectorAll("tr[data-id]:not(.add)")].map((row) => [row, row.parentElement]);
  const low = (text) => parseInt(text.replace(/^[^0-9]+/, ""), 10);
  table.tHead.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-by]");
    if (!link || table.querySelector("tr.open")) return;
    event.preventDefault();
    const { by } = link.dataset;
    const key = (row) => value(row.querySelector(`[data-c=${by}]`));
    const order = (a, b) => (by === "bounds"
      ? (Number.isNaN(low(key(a)))) - (Number.isNaN(low(key(b)))) || low(key(a)) - low(key(b))
      : !key(a) - !key(b) || key(a).localeCompare(key(b), document.documentElement.lang));
    if (by === "where") first.forEach(([row, body]) => body.append(row));
    else table.tBodies[0].append(...first.map(([row]) => row).sort(order));
    table.querySelectorAll("tr.group").forEach((group) => { group.hidden = by !== "where" && group.parentElement !== foot; });
    table.tHead.querySelectorAll("th").forEach((head) => head.removeAttribute("aria-sort"));
    link.parentElement.setAttribute("aria-sort", "ascending");
    read();
  });

  table.setAttribute("role", "grid");
  table.classList.add("live");
  table.querySelectorAll("td.ro").forEach((cell) => cell.setAttribute("aria-readonly", "true"));
  // Enter on the cell follows them; Tab leaves the sheet.
  table.querySelectorAll("tbody a").forEach((link) => { link.tabIndex = -1; });
  table.querySelectorAll("tr[data-id]>:is(th,td)").forEach((cell) => { if (!field(cell)) cell.tabIndex = -1; });
  read();
  table.addEventListener("putback", ({ detail }) => change((step) => detail.forEach((one) => putBack(one, step))));
  const start = table.querySelector("tr[data-id]>th");
  if (start) start.tabIndex = 0;
})();
