// The text box: sending, replies, files, and the list of slash commands.

import { byId, el, icon, ICONS } from "./dom.js";
import { size } from "./components.js";
import { localised } from "./words.js";

const MAX_TEXT = 2000;
const INDENT = "    ";
const KINDS = { 3: "text", 4: "1, 2, 3…", 5: "true / false", 6: "user", 7: "channel", 10: "1.5" };

export function composer(app) {
  const text = byId("text");
  const popup = byId("commands");
  let files = [];
  let reply = null;
  let chosen = 0;

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, innerHeight * 0.45)}px`;
    byId("send").classList.toggle("ready", text.value.trim() !== "" || files.length > 0);
  };

  async function send() {
    const said = text.value.trim();
    if (!said && !files.length) return;
    if (said.startsWith("/") && matching(said.split(" ")[0].slice(1), true).length) {
      app.send({ op: "slash", channel: app.state.channel, line: said });
    } else {
      await say(said);
    }
    text.value = "";
    files = [];
    replyTo(null);
    draw();
  }

  async function say(said) {
    let body = said;
    if (said.length > MAX_TEXT) {
      files.push(new File([said], "message.txt", { type: "text/plain" }));
      body = "";
      app.toast(app.words.long, "note");
    }
    const sent = await app.encode(files);
    app.send({ op: "say", channel: app.state.channel, text: body, reply_to: reply?.id ?? null, files: sent });
  }

  function replyTo(message) {
    reply = message;
    const bar = byId("replying");
    bar.hidden = message === null;
    bar.replaceChildren();
    document.querySelectorAll(".message.replied").forEach((node) => node.classList.remove("replied"));
    if (message === null) return;
    document.querySelector(`.message[data-id="${message.id}"]`)?.classList.add("replied");
    bar.append(
      el("span", {}, `${app.words.replying} `, el("b", {}, app.user(message.author.id)?.name ?? "")),
      el("button", { class: "icon", type: "button", "aria-label": app.words.cancel, on: { click: () => replyTo(null) } }, icon(ICONS.close)),
    );
    text.focus();
  }

  const matching = (word, exact = false) =>
    app.state.commands.filter((c) => (c.type ?? 1) === 1 && (exact ? c.name === word : c.name.startsWith(word)));

  function suggest() {
    const word = /^\/([^\s]*)$/.exec(text.value)?.[1];
    const known = /^\/([^\s]+)\s/.exec(text.value)?.[1];
    const found = word !== undefined ? matching(word) : [];
    popup.hidden = found.length === 0 && !(known && matching(known, true).length);
    if (popup.hidden) return;
    chosen = Math.min(chosen, Math.max(found.length - 1, 0));
    popup.replaceChildren(...(found.length ? found.map(suggestion) : [hint(matching(known, true)[0])]));
    popup.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function suggestion(command, index) {
    return el(
      "button",
      { class: "suggestion", type: "button", role: "option", "aria-selected": String(index === chosen), on: { click: () => complete(command) } },
      el("b", {}, `/${command.name}`),
      ...(command.options ?? []).filter((o) => o.type > 2).map((o) => el("span", { class: "option" }, o.name)),
      el("small", {}, localised(command, "description", app.locale)),
    );
  }

  function hint(command) {
    const options = (command.options ?? []).map((o) =>
      el(
        "li",
        {},
        el("span", { class: "option" }, o.name),
        ` ${localised(o, "description", app.locale) ?? ""} `,
        el("small", {}, `${KINDS[o.type] ?? ""}${o.required ? ` · ${app.words.required}` : ""}`),
      ),
    );
    return el("div", { class: "hint" }, el("b", {}, `/${command.name}`), ` ${localised(command, "description", app.locale)}`, el("ul", {}, ...options));
  }

  function complete(command) {
    text.value = `/${command.name} `;
    text.focus();
    draw();
  }

  function choose(event) {
    const found = matching(text.value.slice(1));
    if (popup.hidden || !/^\/[^\s]*$/.test(text.value) || !found.length) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
      suggest();
    } else if (event.key === "Tab" || (event.key === "Enter" && found[chosen].name !== text.value.slice(1))) {
      complete(found[chosen]);
    } else if (event.key === "Escape") {
      popup.hidden = true;
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  text.addEventListener("keydown", (event) => {
    if (event.isComposing || choose(event)) return;
    if (event.key === "Enter" && !event.shiftKey && matchMedia("(hover: hover)").matches) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      replyTo(null);
    } else if (event.key === "Tab" && !event.shiftKey && inFence()) {
      event.preventDefault();
      document.execCommand("insertText", false, INDENT);
    } else if (event.key === "ArrowUp" && text.value === "") {
      event.preventDefault();
      app.editLast();
    }
  });

  // Tab indents inside an open code block and moves the focus everywhere else, as the keyboard's users expect.
  const inFence = () => text.value.slice(0, text.selectionStart).split("```").length % 2 === 0;

  function draw() {
    grow();
    suggest();
    const bar = byId("files");
    bar.hidden = files.length === 0;
    bar.replaceChildren(...files.map(fileChip));
  }

  function fileChip(file) {
    const drop = () => {
      files = files.filter((other) => other !== file);
      draw();
    };
    return el(
      "div",
      { class: "chip" },
      icon(ICONS.file),
      el("span", {}, file.name, el("small", {}, size(file.size))),
      el("button", { class: "icon", type: "button", "aria-label": app.words.remove, on: { click: drop } }, icon(ICONS.close)),
    );
  }

  function add(list) {
    files = [...files, ...list].slice(0, 10);
    draw();
    text.focus();
  }

  text.addEventListener("input", () => ((chosen = 0), draw()));
  text.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) {
      event.preventDefault();
      add(event.clipboardData.files);
    }
  });
  byId("file").addEventListener("change", (event) => {
    add(event.target.files);
    event.target.value = "";
  });
  byId("send").addEventListener("click", send);
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer?.files.length) add(event.dataTransfer.files);
  });

  return { replyTo, draw, focus: () => text.focus() };
}

// Files as the page's socket carries them: base64.
export async function encode(list) {
  return Promise.all([...list].map(async (file) => ({ name: file.name, data: await base64(file) })));
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
