// Progressive enhancement only: every page works without this file.
(() => {
  "use strict";
  // A list that htmx refreshed is announced and kept in view when its top has scrolled away.
  document.addEventListener("htmx:afterSwap", (event) => {
    const part = event.detail.target;
    if (part && part.getBoundingClientRect().top < 0) {
      part.scrollIntoView({ block: "start" });
    }
  });
  // A failed request says so instead of leaving the page still; the plain link remains the way out.
  document.addEventListener("htmx:sendError", (event) => {
    const form = event.detail.elt.closest("form");
    if (form) form.submit();
  });
  // Print buttons are hidden until this file runs, since only a script can open the dialog.
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
