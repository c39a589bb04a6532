// Discord's markdown into elements: fences, headings, subtext, lists, quotes, and the inline marks.

import { byId, el, safeUrl } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { highlight } from "./python.js";

// An escaped mark, inline code (both are passed over), or a fence: whichever comes first, as Discord reads.
const FENCE = /\\`|(?<!`)(`{1,2})(?!`)[\s\S]*?[^`]\1(?!`)|(```)(?:([\w+\-.#]+)[ \t]*\n)?\n?([\s\S]*?)\n?```/g;
const PYTHON = new Set(["py", "python", "python3", "py3", "pycon"]);
const MAX_DEPTH = 8;

// `names` maps a user id to the name that a mention shows; `copy` is the word on the copy button.
export function markdown(text, { names = new Map(), copy = "Copy", copied = "Copied" } = {}) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(FENCE)) {
    if (!match[2]) continue;
    out.append(...blocks(text.slice(at, match.index).replace(/\n$/, ""), names));
    out.append(fence(match[4], match[3] ?? "", copy, copied));
    at = match.index + match[0].length;
    if (text[at] === "\n") at += 1;
  }
  out.append(...blocks(text.slice(at), names));
  return out;
}

export function fence(code, language, copy, copied) {
  const body = PYTHON.has(language.toLowerCase()) ? highlight(code) : [code];
  const button = el("button", { class: "copy", type: "button", on: { click: () => copyText(code, button, copied) } }, copy);
  return el("div", { class: "fence" }, el("pre", { tabindex: "0" }, el("code", {}, ...body)), button);
}

async function copyText(code, button, copied) {
  try {
    await navigator.clipboard.writeText(code);
    const before = button.textContent;
    button.textContent = copied;
    setTimeout(() => (button.textContent = before), 1200);
  } catch {
    const box = byId("text");
    box.value = code;
    box.select();
  }
}

function blocks(text, names) {
  if (text === "") return [];
  const out = [];
  const lines = text.split("\n");
  while (lines.length) out.push(block(lines, names));
  return out;
}

function block(lines, names) {
  const line = lines[0];
  let match;
  if (line.startsWith(">>> ")) {
    const rest = lines.splice(0).join("\n").slice(4);
    return el("blockquote", {}, ...blocks(rest, names));
  }
  if (line.startsWith("> ")) return quote(lines, names);
  if ((match = /^(#{1,3}) +(.+)/.exec(line))) {
    lines.shift();
    return el(`h${match[1].length + 1}`, {}, ...inline(match[2], names));
  }
  if ((match = /^-# +(.+)/.exec(line))) {
    lines.shift();
    return el("small", { class: "subtext" }, ...inline(match[1], names));
  }
  if (/^ *(?:[-*]|\d{1,3}\.) +\S/.test(line)) return list(lines, names);
  return paragraph(lines, names);
}

function quote(lines, names) {
  const inner = [];
  while (lines.length && lines[0].startsWith("> ")) inner.push(lines.shift().slice(2));
  return el("blockquote", {}, ...blocks(inner.join("\n"), names));
}

function list(lines, names) {
  const item = /^( *)([-*]|\d{1,3}\.) +(.+)/;
  const first = item.exec(lines[0]);
  const ordered = /\d/.test(first[2]);
  const node = el(ordered ? "ol" : "ul", ordered ? { start: parseInt(first[2], 10) } : {});
  const depth = first[1].length;
  let match;
  while (lines.length && (match = item.exec(lines[0]))) {
    if (match[1].length < depth) break;
    if (match[1].length > depth + 1 && node.lastChild) {
      node.lastChild.append(list(lines, names));
    } else {
      if (/\d/.test(match[2]) !== ordered) break;
      lines.shift();
      node.append(el("li", {}, ...inline(match[3], names)));
    }
  }
  return node;
}

function paragraph(lines, names) {
  const kept = [lines.shift()];
  const special = /^(?:>>> |> |#{1,3} +\S|-# +\S| *(?:[-*]|\d{1,3}\.) +\S)/;
  while (lines.length && !special.test(lines[0])) kept.push(lines.shift());
  return el("div", { class: "text" }, ...inline(kept.join("\n"), names));
}

const RULES = [
  [/\\([!-\/:-@[-`{-~])/y, (m) => m[1]],
  [/(`{1,2})(?!`)([\s\S]*?[^`])\1(?!`)/y, (m) => el("code", {}, m[2].replace(/^ (.*`.*) $/, "$1"))],
  [/\[([^\]\n]{1,300})\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, (m, go) => link(m[2], go(m[1]))],
  [/<@!?(\d{1,20})>/y, (m, _go, names) => el("span", { class: "mention" }, `@${names.get(m[1]) ?? m[1]}`)],
  [/<#(\d{1,20})>/y, (m, _go, names) => el("span", { class: "mention" }, `#${names.get(m[1]) ?? m[1]}`)],
  [/<t:(\d{1,11}):R>/y, (m) => moment(Number(m[1]))],
  [/<(https?:\/\/[^\s>]+)>/y, (m) => link(m[1], [m[1]])],
  [/https?:\/\/[^\s<>]*[^\s<>.,:;"')\]]/y, (m) => link(m[0], [m[0]])],
  [/\*\*\*((?:`[^`\n]*`|[^`])+?)\*\*\*(?!\*)/y, (m, go) => el("strong", {}, el("em", {}, ...go(m[1])))],
  [/\*\*((?:`[^`\n]*`|[^`])+?)\*\*(?!\*)/y, (m, go) => el("strong", {}, ...go(m[1]))],
  [/__((?:`[^`\n]*`|[^`])+?)__(?!_)/y, (m, go) => el("u", {}, ...go(m[1]))],
  [/\*(?![\s*])((?:`[^`\n]*`|\*\*[^*]+\*\*|[^`*])+?)\*(?!\*)/y, (m, go) => el("em", {}, ...go(m[1]))],
  [/_(?!_)((?:`[^`\n]*`|[^`_])+?)_(?![\p{L}\p{N}_])/uy, (m, go) => el("em", {}, ...go(m[1])), true],
  [/~~((?:`[^`\n]*`|[^`])+?)~~/y, (m, go) => el("s", {}, ...go(m[1]))],
  [/\|\|([\s\S]+?)\|\|/y, (m, go) => spoiler(go(m[1]))],
];
const PLAIN = /[^\\`[<h*_~|]+/y;
const WORD = /[\p{L}\p{N}_]/u;

export function inline(text, names, depth = 0) {
  const out = [];
  const go = (inner) => (depth < MAX_DEPTH ? inline(inner, names, depth + 1) : [inner]);
  let at = 0;
  while (at < text.length) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(text)?.[0];
    if (plain) {
      out.push(...withEmoji(plain));
      at += plain.length;
      continue;
    }
    const hit = firstRule(text, at);
    out.push(hit ? hit.make(hit.match, go, names) : text[at]);
    at += hit ? hit.match[0].length : 1;
  }
  return out;
}

function firstRule(text, at) {
  for (const [pattern, make, atWordStart] of RULES) {
    if (atWordStart && at > 0 && WORD.test(text[at - 1])) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { match, make };
  }
  return null;
}

// A moment in seconds since the epoch, as the reader's words for how far it is away; they count down.
function moment(seconds) {
  const node = el("span", { title: new Date(seconds * 1000).toLocaleString() }, away(seconds));
  const ticking = setInterval(() => (node.isConnected ? (node.textContent = away(seconds)) : clearInterval(ticking)), 1000);
  return node;
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function away(seconds) {
  const left = Math.round(seconds - Date.now() / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(left) >= size) ?? ["second", 1];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always" });
  return words.format(Math.round(left / size), unit);
}

function link(href, children) {
  const url = safeUrl(href);
  if (url === null) return el("span", {}, ...children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(children) {
  const node = el("span", { class: "spoiler", tabindex: "0", role: "button" }, ...children);
  node.addEventListener("click", () => node.classList.add("open"));
  return node;
}
