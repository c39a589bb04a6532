// Discord's components and embeds into elements. `ctx`: text(md), press(custom_id, values), busy(custom_id), words, zoom.

import { withEmoji } from "./emoji.js";
import { ICONS, el, icon, safeUrl } from "./dom.js";
import { selectNode } from "./selects.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const hex = (colour) => `#${colour.toString(16).padStart(6, "0")}`;

export function component(part, ctx) {
  return (RENDER[part.type] ?? (() => null))(part, ctx);
}

const all = (parts, ctx) => (parts ?? []).map((part) => component(part, ctx));

const RENDER = {
  1: (row, ctx) => el("div", { class: "row" }, ...all(row.components, ctx)),
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: (section, ctx) =>
    el(
      "div",
      { class: "section" },
      el("div", { class: "stack" }, ...all(section.components, ctx)),
      component(section.accessory, ctx),
    ),
  10: (text, ctx) => el("div", { class: "markdown" }, ctx.text(text.content)),
  11: (thumb, ctx) => picture(thumb.media, thumb.description, ctx, "thumbnail"),
  12: (gallery, ctx) =>
    el(
      "div",
      { class: `gallery n${Math.min(gallery.items.length, 3)}` },
      ...gallery.items.map((item) => picture(item.media, item.description, ctx)),
    ),
  13: (file) => fileCard(file.name ?? nameOf(file.file.url), file.size, file.file.url),
  14: (line) => el("div", { class: `separator${line.divider === false ? " clear" : ""}${line.spacing === 2 ? " wide" : ""}` }),
  17: (box, ctx) =>
    el(
      "div",
      {
        class: `container${typeof box.accent_color === "number" ? " accent" : ""}`,
        vars: typeof box.accent_color === "number" ? { "--accent": hex(box.accent_color) } : {},
      },
      ...all(box.components, ctx),
    ),
};

function button(part, ctx) {
  const label = [part.emoji?.name ? `${part.emoji.name} ` : "", part.label ?? ""].join("");
  if (part.style === 5) {
    const href = safeUrl(part.url) ?? "#";
    return el("a", { class: "button secondary", href, target: "_blank", rel: "noopener noreferrer" }, `${label} ↗`);
  }
  const busy = ctx.busy(part.custom_id);
  return el(
    "button",
    {
      class: `button ${STYLES[part.style] ?? "secondary"}${busy ? " busy" : ""}`,
      type: "button",
      disabled: part.disabled || busy,
      data: { customId: part.custom_id },
      on: { click: () => ctx.press(part.custom_id) },
    },
    el("span", {}, ...withEmoji(label)),
  );
}

function select(part, ctx) {
  return selectNode(part, ctx, (values) => ctx.press(part.custom_id, values), part.disabled || ctx.busy(part.custom_id));
}

function picture(media, alt, ctx, kind = "picture") {
  const url = safeUrl(media.url);
  if (url === null || !(media.content_type ?? "image/").startsWith("image/")) return null;
  const img = el("img", { src: url, alt: alt ?? ctx.words.image, width: media.width, height: media.height });
  return el("button", { class: kind, type: "button", title: alt, on: { click: () => ctx.zoom(url, alt) } }, img);
}

export function attachment(file, ctx) {
  if ((file.content_type ?? "").startsWith("image/")) return picture(file, file.description, ctx);
  const card = fileCard(file.filename, file.size, file.url);
  if (/^text\//.test(file.content_type ?? "") && file.size <= 65536) preview(card, file, ctx);
  return card;
}

async function preview(card, file, ctx) {
  try {
    const text = await (await fetch(safeUrl(file.url))).text();
    const lines = text.trimEnd().split("\n");
    const shown = lines.slice(0, 12).join("\n") + (lines.length > 12 ? "\n…" : "");
    const language = file.content_type.includes("python") ? "py" : "";
    card.prepend(ctx.fence(shown, language));
    card.classList.add("with-preview");
    ctx.grown();
  } catch {
    return; // the card alone is enough
  }
}

const nameOf = (url) => decodeURIComponent(new URL(url, location.href).pathname.split("/").pop());

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function fileCard(name, bytes, href) {
  const link = el("a", { href: safeUrl(href), download: name }, name);
  const about = typeof bytes === "number" ? el("small", {}, size(bytes)) : null;
  return el("div", { class: "file" }, el("div", { class: "file-line" }, icon(ICONS.file), el("div", {}, link, about)));
}

export function embed(data, ctx) {
  const body = el("div", { class: "stack" });
  if (data.author) body.append(el("div", { class: "embed-author" }, data.author.name));
  if (data.title) body.append(el("div", { class: "embed-title" }, ctx.text(data.title)));
  if (data.description) body.append(el("div", { class: "markdown" }, ctx.text(data.description)));
  if (data.fields?.length) body.append(el("div", { class: "fields" }, ...data.fields.map((f) => field(f, ctx))));
  if (data.image) body.append(picture(data.image, data.image.description, ctx) ?? "");
  if (data.footer) body.append(el("small", { class: "embed-footer" }, data.footer.text));
  const thumb = data.thumbnail ? picture(data.thumbnail, "", ctx, "thumbnail") : null;
  const vars = { "--accent": typeof data.color === "number" ? hex(data.color) : "#1e1f22" };
  return el("div", { class: "embed", vars }, body, thumb);
}

function field(data, ctx) {
  return el(
    "div",
    { class: data.inline ? "field inline" : "field" },
    el("div", { class: "field-name" }, ctx.text(data.name)),
    el("div", { class: "markdown" }, ctx.text(data.value)),
  );
}

