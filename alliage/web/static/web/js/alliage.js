// Progressive enhancement only: every page works without this file.
(() => {
  "use strict";
  // Answers shown while typing go away with Escape, a click elsewhere, or when the words do.
  const fold = () => document.querySelectorAll(".search__answers").forEach((box) => box.replaceChildren());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search-box")) fold();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".search-box input") && !event.target.value.trim()) fold();
  });
  // On a narrow screen the menu scrolls: it starts where one is.
  const here = document.querySelector(".nav [aria-current]");
  if (here) here.scrollIntoView({ block: "nearest", inline: "center" });
  // The print button is hidden until this file runs, since only a script can open the dialog.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
