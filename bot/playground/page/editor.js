// Changing one's own message in its place.

import { el } from "./dom.js";

export function editing(app) {
  const { state } = app;

  function edit(message) {
    const before = app.editing;
    app.editing = message.id;
    if (before) app.redraw(before);
    app.redraw(message.id);
    app.nodeOf(message.id)?.querySelector("textarea")?.focus();
  }

  function editLast() {
    const mine = (state.messages[state.channel] ?? []).filter((message) => message.author.id === state.me);
    if (mine.length) edit(mine.at(-1));
  }

  function editor(message) {
    const area = el("textarea", { rows: Math.min(message.content.split("\n").length + 1, 16), spellcheck: "false" });
    area.value = message.content;
    const done = () => {
      app.editing = null;
      app.redraw(message.id);
      app.focus();
    };
    const save = () => {
      const text = area.value.trim();
      if (text && text !== message.content) {
        app.send({ op: "edit", channel: message.channel_id, message: message.id, text });
      }
      done();
    };
    const keys = matchMedia("(hover: hover)").matches; // on a phone Enter is a new line, and there is no Escape
    area.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") done();
      if (event.key === "Enter" && !event.shiftKey && keys) {
        event.preventDefault();
        save();
      }
    });
    return el("div", { class: "editor" }, area, keys ? el("small", {}, app.words.keys) : buttons(save, done));
  }

  function buttons(save, cancel) {
    return el(
      "div",
      { class: "row" },
      el("button", { class: "button primary", type: "button", on: { click: save } }, app.words.save),
      el("button", { class: "button", type: "button", on: { click: cancel } }, app.words.cancel),
    );
  }

  return { edit, editLast, editor };
}
