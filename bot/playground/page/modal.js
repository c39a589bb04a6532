// A dialog that the bot opened: its fields, and what goes back by custom_id.

import { byId, el } from "./dom.js";

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
    app.send({ op: "submit", interaction: id, values, files });
    dialog.close();
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  form.querySelector("textarea, input, select")?.focus();
}

function line(part, readers, app) {
  if (part.type === 10) return el("div", { class: "markdown" }, app.text(part.content));
  if (part.type === 1) return el("div", {}, ...part.components.map((inner) => labelled(inner.label, null, inner, readers, app)));
  return labelled(part.label, part.description, part.component, readers, app);
}

function labelled(label, description, part, readers, app) {
  const required = part.required !== false;
  return el(
    "label",
    { class: "field-line" },
    el("span", {}, label ?? "", required ? el("em", { title: app.words.required }, " *") : null),
    description ? el("small", {}, description) : null,
    input(part, required, readers, app),
  );
}

function input(part, required, readers, app) {
  if (part.type === 19) {
    const file = el("input", { type: "file", multiple: (part.max_values ?? 1) > 1, required });
    readers.set(part.custom_id, async (_values, files, name) => (files[name] = await app.encode([...file.files])));
    return file;
  }
  if (part.type === 3) {
    const list = el("select", { class: "select", multiple: (part.max_values ?? 1) > 1, required });
    list.append(...part.options.map((o) => el("option", { value: o.value, selected: o.default }, o.label)));
    readers.set(part.custom_id, (values, _files, name) => (values[name] = [...list.selectedOptions].map((o) => o.value)));
    return list;
  }
  const limits = { minlength: part.min_length, maxlength: part.max_length ?? 4000, placeholder: part.placeholder, required };
  const box = part.style === 2 ? el("textarea", { rows: 10, spellcheck: "false", ...limits }) : el("input", { type: "text", ...limits });
  box.value = part.value ?? "";
  readers.set(part.custom_id, (values, _files, name) => (values[name] = box.value));
  return box;
}
