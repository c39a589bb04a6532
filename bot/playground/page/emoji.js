// The few emoji that a tutor's cards use, drawn here: a machine without an emoji font shows them too, and every machine alike.

const SVG = "http://www.w3.org/2000/svg";
const BOX = "M5 2h26a3 3 0 0 1 3 3v26a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3z";
const DISC = "M18 3a15 15 0 1 1 0 30 15 15 0 0 1 0-30z";
const medal = (colour) => [["#5865f2", "M10 1h6l2 9h-4zM26 1h-6l-2 9h4z"], [colour, "M18 9a12.5 12.5 0 1 1 0 25 12.5 12.5 0 0 1 0-25z"]];

const DRAWN = {
  "✅": [["#3ba55d", BOX], ["#fff", "M14.6 26.6 7 19l3-3 4.6 4.6L26 9.2l3 3z"]],
  "❌": [["#ed4245", "M8 4l10 10L28 4l4 4-10 10 10 10-4 4-10-10L8 32l-4-4 10-10L4 8z"]],
  "⚠": [["#faa61a", "M18 2l17 31H1z"], ["#2b2d31", "M16.4 12h3.2l-.6 11h-2zM18 25a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"]],
  "🟢": [["#3ba55d", DISC]],
  "🟡": [["#fdcb58", DISC]],
  "🟠": [["#f4900c", DISC]],
  "🔴": [["#ed4245", DISC]],
  "🔵": [["#5865f2", DISC]],
  "⚪": [["#e3e5e8", DISC]],
  "🥇": medal("#ffce3d"),
  "🥈": medal("#c5ced6"),
  "🥉": medal("#d08b53"),
  "💡": [["#ffd983", "M18 2a11 11 0 0 1 7 19.500c-1.500 1.300-2 2.500-2 4.500H13c0-2-.5-3.200-2-4.500A11 11 0 0 1 18 2z"], ["#99aab5", "M13 27h10v3H13zM15 31h6v3h-6z"]],
  "⏳": [["#ffac33", "M8 2h20v4c0 6-5 8-7 12 2 4 7 6 7 12v4H8v-4c0-6 5-8 7-12-2-4-7-6-7-12z"], ["#fff3d1", "M12 30c0-4 3-5 6-8 3 3 6 4 6 8zM13 8h10c-1 3-3.500 4.500-5 7-1.500-2.500-4-4-5-7z"]],
  "▶": [["#5865f2", BOX], ["#fff", "M12 9l15 9-15 9z"]],
  "🎉": [["#faa61a", "M3 33 11 12l13 13z"], ["#ed4245", "M22 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM31 17a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5z"], ["#5865f2", "M14 2l3 1-1 6-2-1zM26 13l7-3 1 2-7 3z"]],
};
const FIND = new RegExp(`(?:${Object.keys(DRAWN).join("|")})\\uFE0F?`, "gu");

// A text cut at its emoji: strings and pictures, in order.
export function withEmoji(text) {
  const out = [];
  let at = 0;
  for (const match of text.matchAll(FIND)) {
    if (match.index > at) out.push(text.slice(at, match.index));
    out.push(draw(match[0].replace("\uFE0F", "")));
    at = match.index + match[0].length;
  }
  if (at < text.length) out.push(text.slice(at));
  return out;
}

function draw(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 36 36");
  svg.setAttribute("class", "emoji");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  for (const [colour, d] of DRAWN[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("fill", colour);
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}
