// Passkeys and security keys: asks the browser for the key and sends its answer with the form.
//
// form[data-passkey="add"]      makes a key from the options in script#passkey-options; a tick [data-passkey-alone]
//                               asks for a key that can stand for the password
// form[data-passkey="use"]      signs with one of the keys in script#passkey-options
// form[data-passkey="sign-in"]  asks its own address for options first, so that no name need be typed
// The answer goes into input[name=credential]; [data-passkey-problem] shows when nothing came.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const withIds = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

function read(options, alone) {
  const key = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (key.user) key.user = { ...key.user, id: bytes(key.user.id) };
  if (key.excludeCredentials) key.excludeCredentials = withIds(key.excludeCredentials);
  if (key.allowCredentials) key.allowCredentials = withIds(key.allowCredentials);
  if (alone !== undefined && key.authenticatorSelection) {
    key.authenticatorSelection = {
      ...key.authenticatorSelection,
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone ? { userVerification: "required" } : {}),
    };
  }
  return { publicKey: key };
}

function written(credential) {
  const { response } = credential;
  const answer = {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: text(response.clientDataJSON) },
  };
  if (response.attestationObject) {
    answer.response.attestationObject = text(response.attestationObject);
    answer.response.transports = response.getTransports?.() ?? [];
  } else {
    answer.response.authenticatorData = text(response.authenticatorData);
    answer.response.signature = text(response.signature);
    answer.response.userHandle = response.userHandle ? text(response.userHandle) : null;
  }
  return answer;
}

async function options(form) {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`Answer ${answer.status}`);
  return answer.json();
}

async function ask(form) {
  const found = await options(form);
  if (form.dataset.passkey === "add") {
    const alone = form.querySelector("[data-passkey-alone] input, input[data-passkey-alone]")?.checked ?? false;
    return navigator.credentials.create(read(found.creation_options, alone));
  }
  return navigator.credentials.get(read(found.request_options));
}

async function send(event) {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  const problem = form.querySelector("[data-passkey-problem]");
  if (problem) problem.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(written(await ask(form)));
  } catch {
    if (problem) problem.hidden = false;
    return;
  }
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", send);
}
