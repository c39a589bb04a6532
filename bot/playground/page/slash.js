// Slash commands in the text box: the list of them, their options, files for options, and suggestions while one types.

import { el, icon, ICONS } from "./dom.js";
import { localised } from "./words.js";

const FILE = 11;
const KINDS = { 3: "text", 4: "1, 2, 3…", 5: "true / false", 6: "user", 7: "channel", 8: "role", 9: "user, role", 10: "1.5", 11: "file" };
const ASK_MS = 120;

// Among people (2) only a command of an app that a user may install.
const worksIn = (command, context) =>
  (!command.contexts || command.contexts.includes(context)) && (context !== 2 || (command.integration_types ?? [0]).includes(1));

export function slash(app, text, popup) {
  let chosen = 0;
  let files = {}; // by option
  let picked = {}; // by option: [what the line shows, the value]
  let offered = null; // suggestions: { line, items }
  let asked = 0;

  const name = (item) => localised(item, "name", app.locale);
  const about = (item) => localised(item, "description", app.locale) ?? "";
  const spelt = (item, word) => item.name === word || name(item) === word;
  const commands = () => app.state.commands.filter((command) => (command.type ?? 1) === 1 && worksIn(command, app.here().context));
  const starting = (word) => commands().filter((c) => c.name.startsWith(word) || name(c).startsWith(word));
  const exact = (word) => commands().find((command) => spelt(command, word));

  // The command that the line names, down to its subcommand.
  function current() {
    const [first, ...rest] = text.value.replace(/^\//, "").split(/\s+/);
    let found = text.value.startsWith("/") ? exact(first) : undefined;
    for (const word of rest) {
      const inner = found?.options?.find((option) => option.type < 3 && spelt(option, word));
      if (!inner) break;
      found = inner;
    }
    return found;
  }

  const listing = () => /^\/([^\s]*)$/.exec(text.value)?.[1];

  function draw() {
    const word = listing();
    const found = word === undefined ? [] : starting(word);
    const command = /^\/[^\s]+\s/.test(text.value) ? current() : undefined;
    if (!command && Object.keys(files).length) files = {};
    popup.hidden = found.length === 0 && !command;
    if (popup.hidden) return;
    if (command) return drawCommand(command);
    chosen = Math.min(chosen, found.length - 1);
    popup.replaceChildren(...found.map(suggestion));
    popup.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function drawCommand(command) {
    const at = position(command);
    ask(at);
    const items = suggestions(at);
    chosen = Math.min(chosen, Math.max(items.length - 1, 0));
    popup.replaceChildren(...items.map((item, index) => choice(item, index, at)), hint(command, at));
  }

  function suggestion(command, index) {
    return el(
      "button",
      { class: "suggestion", type: "button", role: "option", "aria-selected": String(index === chosen), on: { click: () => complete(command) } },
      el("b", {}, `/${name(command)}`),
      ...(command.options ?? []).filter((o) => o.type > 2).map((o) => el("span", { class: "option" }, name(o))),
      el("small", {}, about(command)),
    );
  }

  function hint(command, at) {
    const options = (command.options ?? []).map((option) =>
      el(
        "li",
        { class: option === at ? "at" : "" },
        el("span", { class: "option" }, name(option)),
        ` ${about(option)} `,
        el("small", {}, `${KINDS[option.type] ?? ""}${option.required ? ` · ${app.words.required}` : ""}`),
        option.type === FILE ? picker(option) : null,
      ),
    );
    return el("div", { class: "hint" }, el("b", {}, `/${name(command)}`), ` ${about(command)}`, el("ul", {}, ...options));
  }

  function picker(option) {
    const input = el("input", { type: "file", "aria-label": name(option), data: { option: option.name } });
    input.addEventListener("change", () => {
      files = { ...files, [option.name]: input.files[0] };
      draw();
      text.focus();
    });
    const held = files[option.name];
    return el("label", { class: held ? "pick held" : "pick" }, input, icon(ICONS.file), el("span", {}, held ? held.name : app.words.attach));
  }

  // The option that the person is at: the last that is named, or the next one without a name.
  function position(command) {
    const options = (command.options ?? []).filter((option) => option.type > 2 && option.type !== FILE);
    const named = [...text.value.matchAll(/(?:^|\s)([^\s:]{1,32}):/g)].map((m) => options.find((o) => spelt(o, m[1]))).filter(Boolean);
    if (named.length) return named.at(-1);
    const done = text.value.split(/\s+/).length - 2;
    return options[Math.min(Math.max(done, 0), options.length - 1)];
  }

  function typed(at) {
    const line = text.value;
    for (const spelling of [name(at), at.name]) {
      const start = line.lastIndexOf(` ${spelling}:`);
      if (start >= 0) return line.slice(start + spelling.length + 2).trimStart();
    }
    return line.slice(line.lastIndexOf(" ") + 1);
  }

  function suggestions(at) {
    if (!at) return [];
    if (at.autocomplete) return offered?.line === text.value ? offered.items : [];
    const word = typed(at).toLowerCase();
    const items = (at.choices ?? []).filter((item) => name(item).toLowerCase().startsWith(word));
    return items.length === 1 && name(items[0]).toLowerCase() === word ? [] : items;
  }

  function ask(at) {
    if (!at?.autocomplete || offered?.line === text.value) return;
    clearTimeout(asked);
    const line = text.value;
    asked = setTimeout(() => line === text.value && app.send({ op: "complete", channel: app.state.channel, line }), ASK_MS);
  }

  function choice(item, index, at) {
    return el(
      "button",
      { class: "suggestion", type: "button", role: "option", "aria-selected": String(index === chosen), on: { click: () => take(item, at) } },
      el("b", {}, name(item)),
    );
  }

  function take(item, at) {
    const before = text.value.slice(0, text.value.length - typed(at).length).replace(new RegExp(`\\s*(?:${name(at)}|${at.name}):\\s*$`), " ");
    picked = { ...picked, [at.name]: [name(item), String(item.value)] };
    text.value = `${before.trimEnd()} ${name(at)}:${name(item)} `;
    offered = { line: text.value, items: [] };
    text.focus();
    app.drawBox();
  }

  function complete(command) {
    text.value = `/${name(command)} `;
    text.focus();
    app.drawBox();
  }

  // Whether a key was for the list.
  function key(event) {
    if (popup.hidden) return false;
    const command = listing() === undefined ? current() : undefined;
    const at = command && position(command);
    const items = command ? suggestions(at) : starting(listing() ?? "");
    if (event.key === "Escape") popup.hidden = true;
    else if (!items.length) return false;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
      draw();
    } else if (event.key === "Tab") command ? take(items[chosen], at) : complete(items[chosen]);
    else if (event.key === "Enter" && !command && !spelt(items[chosen], listing())) complete(items[chosen]);
    else return false;
    event.preventDefault();
    return true;
  }

  // The frame for a line that is a command; null where it is not.
  async function frame(line) {
    if (!line.startsWith("/") || !exact(line.slice(1).split(/\s+/)[0])) return null;
    const kept = Object.entries(files);
    const sent = await app.encode(kept.map(([, file]) => file));
    const held = Object.fromEntries(kept.map(([option], index) => [option, sent[index]]));
    const body = { op: "slash", channel: app.state.channel, line, files: held, picked };
    files = {};
    picked = {};
    return body;
  }

  function hear(choices) {
    offered = { line: text.value, items: choices };
    chosen = 0;
    draw();
  }

  return { draw, key, frame, hear, restart: () => (chosen = 0) };
}
