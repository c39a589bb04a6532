// A dialog that the bot opened: its fields, and what goes back by custom_id.

import { byId, el } from "./dom.js";
import { selectNode } from "./selects.js";

export function openModal(id, modal, app) {
  const dialog = byId("modal");
  const readers = new Map();
  const form = el("form", { method: "dialog" }, el("h2", {}, modal.title));
  for (const part of modal.components) form.append(line(part, readers, app));
  const cancel = el("button", { class: "button plain", type: "button", on: { click: () => dialog.close() } }, app.words.cancel);
  form.append(el("footer", {}, cancel, el("button", { class: "button primary", type: "submit" }, app.words.submit)));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = {};
    const files = {};
    for (const [name, read] of readers) await read(values, files, name);
    form.querySelector(".failed")?.remove();
    app.send({ op: "submit", interaction: id, values, files });
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  form.querySelector("textarea, input, select")?.focus();
}

// The page was told that the dialog has arrived.
export const closeModal = () => byId("modal").close();

// What was refused stays open with the reason, so that nothing typed is lost; false where no dialog is open.
export function modalError(text) {
  const form = byId("modal").open && byId("modal").querySelector("form");
  if (!form) return false;
  form.querySelector(".failed")?.remove();
  form.querySelector("footer").before(el("p", { class: "failed", role: "alert" }, text));
  return true;
}

function line(part, readers, app) {
  if (part.type === 10) return el("div", { class: "markdown" }, app.text(part.content));
  if (part.type === 1) return el("div", {}, ...part.components.map((inner) => labelled(inner.label, null, inner, readers, app)));
  return labelled(part.label, part.description, part.component, readers, app);
}

function labelled(label, description, part, readers, app) {
  const required = part.required !== false;
  const tag = [21, 22, 5, 6, 7, 8].includes(part.type) ? "div" : "label"; // a label holds one control
  return el(
    tag,
    { class: part.type === 23 ? "field-line ticked" : "field-line" },
    el("span", {}, label ?? "", required ? el("em", { title: app.words.required }, " *") : null),
    description ? el("small", {}, description) : null,
    input(part, required, readers, app),
  );
}

function input(part, required, readers, app) {
  if (part.type === 19) return filePicker(part, required, readers, app);
  if (part.type === 21 || part.type === 22) return group(part, required, readers);
  if (part.type === 23) {
    const box = el("input", { type: "checkbox", checked: part.default });
    readers.set(part.custom_id, (values, _files, name) => (values[name] = box.checked));
    return box;
  }
  if (part.type !== 4) {
    const list = selectNode(part, app.context(null), () => undefined);
    if (list.tagName === "SELECT") list.required = required;
    readers.set(part.custom_id, (values, _files, name) => (values[name] = list.values()));
    return list;
  }
  const limits = { minlength: part.min_length, maxlength: part.max_length ?? 4000, placeholder: part.placeholder, required };
  const box = part.style === 2 ? el("textarea", { rows: 10, spellcheck: "false", ...limits }) : el("input", { type: "text", ...limits });
  box.value = part.value ?? "";
  readers.set(part.custom_id, (values, _files, name) => (values[name] = box.value));
  return box;
}

function filePicker(part, required, readers, app) {
  const file = el("input", { type: "file", multiple: (part.max_values ?? 1) > 1, required: required && part.min_values !== 0 });
  readers.set(part.custom_id, async (_values, files, name) => (files[name] = await app.encode([...file.files])));
  return file;
}

// Radio buttons, or boxes of which several may be ticked.
function group(part, required, readers) {
  const one = part.type === 21;
  const rows = part.options.map((option) =>
    el(
      "label",
      { class: "choice" },
      el("input", { type: one ? "radio" : "checkbox", name: part.custom_id, value: option.value, checked: option.default, required: one && required }),
      el("span", {}, option.label, option.description ? el("small", {}, option.description) : null),
    ),
  );
  const node = el("div", { class: "group", role: one ? "radiogroup" : "group" }, ...rows);
  readers.set(part.custom_id, (values, _files, name) => {
    values[name] = [...node.querySelectorAll("input:checked")].map((box) => box.value);
  });
  return node;
}
