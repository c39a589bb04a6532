// One message into an element: who, when, what it answers, its text and parts, and what can be done with it.

import { attachment, component, embed } from "./components.js";
import { ICONS, avatar, el, icon } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { fence, markdown } from "./markdown.js";
import { appsMenu, reactMenu, reactionBar } from "./menus.js";
import { localised } from "./words.js";

const HAS_THREAD = 1 << 5;
export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;
export const V2 = 1 << 15;
const NOTICES = new Set([1, 4, 18, 21]); // Discord's own
const MENU = 23; // the answer to a message command
const TOGETHER_MS = 7 * 60 * 1000;

// Whether a message goes under the one before without its own avatar and name.
export function follows(message, before) {
  return (
    before !== undefined &&
    !NOTICES.has(before.type) &&
    before.author.id === message.author.id &&
    !message.message_reference &&
    !message.interaction_metadata &&
    (before.flags & EPHEMERAL) === (message.flags & EPHEMERAL) &&
    new Date(message.timestamp) - new Date(before.timestamp) < TOGETHER_MS
  );
}

export function messageNode(message, before, app) {
  if (NOTICES.has(message.type)) return notice(message, app);
  const who = app.user(message.author.id);
  const together = follows(message, before);
  const mentioned = message.mentions.some((user) => user.id === app.state.me);
  const node = el("article", {
    class: ["message", together ? "together" : "", mentioned ? "mentioned" : "", message.flags & EPHEMERAL ? "ephemeral" : ""]
      .filter(Boolean)
      .join(" "),
    data: { id: message.id },
  });
  if (!together) node.append(context(message, app) ?? "");
  node.append(
    together
      ? el("time", { class: "gutter", datetime: message.timestamp }, clock(message.timestamp, app.locale))
      : avatar(who),
    el("div", { class: "body" }, together ? null : heading(message, who, app), ...content(message, app)),
    tools(message, app),
  );
  node.addEventListener("click", (event) => {
    if (matchMedia("(hover: none)").matches && !event.target.closest("button, a, select, textarea, pre")) {
      document.querySelectorAll(".message.open").forEach((other) => other !== node && other.classList.remove("open"));
      node.classList.toggle("open");
    }
  });
  return node;
}

// What Discord itself says: who did something, and what.
function notice(message, app) {
  const told = message.content || app.user(message.mentions[0]?.id)?.name || summary(message.referenced_message ?? message, app);
  const [before, after] = app.words.notices[message.type];
  const parts = [el("b", {}, app.user(message.author.id)?.name ?? ""), before, el("b", { class: "told" }, ...withEmoji(told)), after];
  return el("article", { class: "message notice", data: { id: message.id } }, el("div", { class: "body" }, ...parts));
}

function heading(message, who, app) {
  return el(
    "header",
    {},
    el("b", { class: who?.instructor ? "name instructor" : "name" }, who?.name ?? message.author.username),
    who?.bot ? el("span", { class: "tag" }, "BOT") : null,
    el("time", { datetime: message.timestamp }, when(message.timestamp, app)),
  );
}

// The line above a message: the one it replies to, or the command it answers.
function context(message, app) {
  if (message.interaction_metadata?.type === 2 && !message.message_reference) {
    const who = app.user(message.interaction_metadata.user.id);
    const registered = message.interaction_metadata.name;
    const command = app.state.commands.find((one) => one.name === registered);
    const name = command ? localised(command, "name", app.locale) : registered;
    return el(
      "div",
      { class: "context" },
      avatar(who),
      el("b", {}, who?.name ?? ""),
      el("span", {}, app.words.used[0]),
      el("span", { class: "mention" }, message.type === MENU ? name : `/${name}`),
      el("span", {}, app.words.used[1]),
    );
  }
  if (!message.message_reference) return null;
  const quoted = app.find(message.message_reference.message_id) ?? message.referenced_message;
  if (!quoted) return el("div", { class: "context" }, el("i", {}, app.words.gone));
  const who = app.user(quoted.author.id);
  const go = () => app.jump(quoted.id);
  return el(
    "button",
    { class: "context", type: "button", on: { click: go } },
    avatar(who),
    el("b", {}, who?.name ?? ""),
    el("span", { class: "quoted" }, ...withEmoji(summary(quoted, app))),
  );
}

export function summary(message, app) {
  const text = message.content || firstText(message.components) || message.embeds[0]?.title || "";
  const plain = text
    .replace(/```[\w+\-.]*\n?/g, " ")
    .replace(/^(?:#{1,3}|-#|>) +/gm, "")
    .replace(/\*\*|__|~~|`/g, "")
    .replace(/<@!?(\d+)>/g, (_all, id) => `@${app.user(id)?.name ?? id}`)
    .replace(/\s+/g, " ")
    .trim();
  return plain.slice(0, 160) || message.attachments[0]?.filename || "…";
}

function firstText(parts) {
  for (const part of parts ?? []) {
    if (part.type === 10) return part.content;
    const inner = firstText(part.components);
    if (inner) return inner;
  }
  return "";
}

function content(message, app) {
  const ctx = app.context(message);
  const out = [];
  if (message.flags & LOADING) {
    out.push(el("div", { class: "thinking" }, dots(), ` ${app.user(message.author.id)?.name} ${app.words.thinking}…`));
  } else if (app.editing === message.id) {
    out.push(app.editor(message));
  } else if (message.content) {
    out.push(el("div", { class: "markdown" }, ctx.text(message.content)));
  }
  const edited = message.edited_timestamp ? el("span", { class: "edited" }, app.words.edited) : null;
  const last = out.at(-1)?.lastElementChild;
  if (edited && message.content && last?.classList.contains("text")) last.append(" ", edited);
  else if (edited && message.content) out.push(edited);
  if (!(message.flags & V2)) {
    const hidden = usedFiles(message.embeds);
    out.push(...message.attachments.filter((file) => !hidden.has(file.url)).map((file) => attachment(file, ctx)));
    out.push(...message.embeds.map((data) => embed(data, ctx)));
  }
  if (message.components.length) {
    out.push(el("div", { class: "components" }, ...message.components.map((part) => component(part, ctx))));
  }
  const below = message.flags & HAS_THREAD ? app.thread(message.id) : null;
  if (below) out.push(el("button", { class: "below", type: "button", on: { click: () => app.open(below.id) } }, icon(ICONS.thread), below.name));
  out.push(reactionBar(message, app));
  if (app.failed.has(message.id)) out.push(el("div", { class: "failed" }, app.words.failed));
  if (message.flags & EPHEMERAL) out.push(onlyYou(message, app));
  return out;
}

const usedFiles = (embeds) => new Set(embeds.flatMap((e) => [e.image?.url, e.thumbnail?.url]).filter(Boolean));

function onlyYou(message, app) {
  const dismiss = () => app.send({ op: "delete", channel: message.channel_id, message: message.id });
  return el(
    "small",
    { class: "only" },
    icon(ICONS.eye),
    `${app.words.only} • `,
    el("button", { class: "plain", type: "button", on: { click: dismiss } }, app.words.dismiss),
  );
}

export function dots() {
  return el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
}

function tools(message, app) {
  const mine = message.author.id === app.state.me;
  const act = (name, label, go) =>
    el("button", { type: "button", title: label, "aria-label": label, on: { click: go } }, icon(ICONS[name]));
  const where = { channel: message.channel_id, message: message.id };
  if (message.flags & EPHEMERAL) return el("div", { class: "tools" });
  const apps = app.state.commands.filter((command) => command.type === 3);
  return el(
    "div",
    { class: "tools" },
    reactMenu(message, app),
    act("reply", app.words.reply, () => app.replyTo(message)),
    mine ? act("edit", app.words.edit, () => app.edit(message)) : null,
    mine || app.state.moderates.includes(message.channel_id) ? act("remove", app.words.remove, () => app.send({ op: "delete", ...where })) : null,
    apps.length ? appsMenu(apps, where, app) : null,
  );
}

const clock = (time, locale) =>
  new Date(time).toLocaleTimeString(locale, { hour: "numeric", minute: "2-digit" });

function when(time, app) {
  const date = new Date(time);
  const sameDay = date.toDateString() === new Date().toDateString();
  const day = sameDay ? app.words.today : date.toLocaleDateString(app.locale);
  return `${day} ${clock(time, app.locale)}`;
}

export const drawText = (text, app) =>
  markdown(text, { names: app.names(), copy: app.words.copy, copied: app.words.copied });

export const drawFence = (code, language, app) => fence(code, language, app.words.copy, app.words.copied);
