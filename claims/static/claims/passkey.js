// Asks the device for a passkey, or to make one, and sends what it says with the form.
"use strict";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const named = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function question(button) {
  if (button.dataset.question) return JSON.parse(button.dataset.question).publicKey;
  const answer = await fetch(button.dataset.ask, { headers: { Accept: "application/json" } });
  return JSON.parse((await answer.json()).question).publicKey;
}

async function ask(button) {
  const asked = await question(button);
  asked.challenge = toBytes(asked.challenge);
  if (button.dataset.passkey === "create") {
    asked.user.id = toBytes(asked.user.id);
    asked.excludeCredentials = named(asked.excludeCredentials);
    return navigator.credentials.create({ publicKey: asked });
  }
  asked.allowCredentials = named(asked.allowCredentials);
  return navigator.credentials.get({ publicKey: asked });
}

function told(key) {
  const response = { clientDataJSON: toText(key.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  return JSON.stringify({
    id: key.id,
    rawId: toText(key.rawId),
    type: key.type,
    response,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", async () => {
    const { form } = button;
    const problem = form.querySelector("[data-problem]");
    problem.textContent = "";
    if (button.dataset.passkey === "create" && !form.reportValidity()) return;
    try {
      form.elements.credential.value = told(await ask(button));
      form.submit();
    } catch {
      problem.textContent = problem.dataset.words;
    }
  });
}
