// Single keys in a list, while the focus is inside it and nowhere else (WCAG 2.1.4). The page works
// without this file: each row has its link and its button.
(() => {
  "use strict";
  const list = document.querySelector("[data-keys]");
  const rows = list ? [...list.querySelectorAll("[data-keys-row]")] : [];
  if (!rows.length) return;
  const help = list.querySelector("[data-keys-help]");
  help.hidden = false;

  const link = (row) => row.querySelector("a");
  const active = () => rows.find((row) => row.contains(document.activeElement));
  const go = (step) => {
    const rank = rows.indexOf(active()) + step;
    link(rows[Math.min(Math.max(rank, 0), rows.length - 1)]).focus();
  };
  const acts = {
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
    o: () => active() && link(active()).click(),
    a: () => active() && active().querySelector("[data-keys-approve]").click(),
    "?": () => help.toggleAttribute("open"),
  };
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  // After a publication the next sheet is ready for the next key, under what was just done.
  if (list.hasAttribute("data-keys-again")) link(rows[0]).focus({ preventScroll: true });
})();
