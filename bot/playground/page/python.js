// Python source into coloured spans. A lexer of one regular expression: good enough for lesson code, never wrong text.

import { el } from "./dom.js";

const KEYWORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda match nonlocal not or pass raise return try while with yield").split(" "),
);
const BUILTINS = new Set(
  ("abs all any bool dict enumerate float int isinstance len list max min open print range repr reversed round self " +
    "set sorted str sum super tuple type zip Exception RuntimeError TypeError ValueError").split(" "),
);
const TOKEN = new RegExp(
  [
    /(?<comment>#[^\n]*)/,
    /(?<string>[rbfuRBFU]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))/,
    /(?<number>\b(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d+)?j?)\b|\.\d+\b)/,
    /(?<decorator>@[A-Za-z_][\w.]*)/,
    /(?<word>[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<operator>[-+*\/%=<>!&|^~:]+)/,
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

export function highlight(code) {
  const out = [];
  let at = 0;
  let previous = "";
  for (const match of code.matchAll(TOKEN)) {
    if (match.index > at) out.push(code.slice(at, match.index));
    const text = match[0];
    const kind = kindOf(match.groups, text, previous, code[match.index + text.length]);
    out.push(kind ? el("span", { class: `py-${kind}` }, text) : text);
    if (match.groups.word) previous = text;
    at = match.index + text.length;
  }
  out.push(code.slice(at));
  return out;
}

function kindOf(groups, text, previous, next) {
  if (groups.word) {
    if (KEYWORDS.has(text)) return "keyword";
    if (previous === "def" || previous === "class") return "name";
    if (BUILTINS.has(text)) return "builtin";
    return next === "(" ? "call" : null;
  }
  return ["comment", "string", "number", "decorator", "operator"].find((kind) => groups[kind] !== undefined);
}
