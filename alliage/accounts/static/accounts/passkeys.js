/* Passkeys: only a script may ask the browser for one. The page explains itself without it. */
(() => {
  const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON;

  async function options(form) {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }

  async function credential(form) {
    const asked = (await options(form)).publicKey;
    const wanted = form.elements.passwordless?.checked;
    if (form.dataset.passkey === "create") {
      asked.authenticatorSelection = {
        ...asked.authenticatorSelection,
        residentKey: wanted ? "required" : "discouraged",
        requireResidentKey: Boolean(wanted),
        userVerification: wanted ? "required" : "discouraged",
      };
      return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
    }
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!able) continue;
    form.querySelector("[data-passkey-button]").hidden = false;
    form.querySelector("[data-passkey-absent]").hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        form.elements.credential.value = JSON.stringify(await credential(form));
      } catch {
        form.querySelector("[data-passkey-failed]").hidden = false;
        return;
      }
      form.submit();
    });
  }
})();
