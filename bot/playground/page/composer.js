// The text box: sending, replies, files, and the list of slash commands.

import { byId, el, icon, ICONS } from "./dom.js";
import { size } from "./components.js";
import { slash } from "./slash.js";

const MAX_TEXT = 2000;
const INDENT = "    ";

export function composer(app) {
  const text = byId("text");
  const commands = slash(app, text, byId("commands"));
  let files = [];
  let reply = null;

  const grow = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, innerHeight * 0.45)}px`;
    byId("send").classList.toggle("ready", text.value.trim() !== "" || files.length > 0);
  };

  async function send() {
    const said = text.value.trim();
    if (!said && !files.length) return;
    const command = await commands.frame(said);
    if (command) app.send(command);
    else await say(said);
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

  text.addEventListener("keydown", (event) => {
    if (event.isComposing || commands.key(event)) return;
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
    commands.draw();
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

  text.addEventListener("input", () => (commands.restart(), draw()));
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

  app.drawBox = draw;
  return { replyTo, draw, suggest: commands.hear, focus: () => text.focus() };
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
