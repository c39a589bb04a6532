// What opens from a message: the bot's commands for it, and reactions.

import { withEmoji } from "./emoji.js";
import { ICONS, el, icon, opensWhereRoomIs } from "./dom.js";
import { localised } from "./words.js";

const QUICK = ["👍", "🎉", "❤️", "😂", "🤔", "✅"];

// "Apps": the bot's message commands, under the names of the person's language.
export function appsMenu(apps, where, app) {
  const items = apps.map((command) => {
    const go = () => {
      menu.open = false;
      app.send({ op: "menu", ...where, name: command.name });
    };
    return el("button", { type: "button", role: "menuitem", on: { click: go } }, localised(command, "name", app.locale));
  });
  const head = el("summary", { title: app.words.apps, "aria-label": app.words.apps }, icon(ICONS.apps));
  const menu = el("details", { class: "menu apps" }, head, el("div", { class: "popover", role: "menu" }, el("small", {}, app.words.apps), ...items));
  document.addEventListener("click", (event) => menu.open && !menu.contains(event.target) && (menu.open = false));
  return opensWhereRoomIs(menu);
}

const react = (message, emoji, app) =>
  app.send({ op: "react", channel: message.channel_id, message: message.id, emoji });

// A few emoji to react with.
export function reactMenu(message, app) {
  const items = QUICK.map((emoji) => {
    const go = () => {
      menu.open = false;
      react(message, emoji, app);
    };
    return el("button", { type: "button", role: "menuitem", "aria-label": emoji, on: { click: go } }, ...withEmoji(emoji));
  });
  const head = el("summary", { title: app.words.react, "aria-label": app.words.react }, icon(ICONS.smile));
  const menu = el("details", { class: "menu quick" }, head, el("div", { class: "popover", role: "menu" }, ...items));
  document.addEventListener("click", (event) => menu.open && !menu.contains(event.target) && (menu.open = false));
  return opensWhereRoomIs(menu);
}

// The reactions below a message; a click adds one's own or takes it back.
export function reactionBar(message, app) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ emoji, count }) => {
    const mine = message.reacted?.includes(emoji.name) ?? false;
    const go = () => react(message, emoji.name, app);
    const shown = [...withEmoji(emoji.name), ` ${count}`];
    return el("button", { class: mine ? "reaction mine" : "reaction", type: "button", "aria-pressed": String(mine), on: { click: go } }, ...shown);
  });
  return el("div", { class: "reactions" }, ...chips);
}
