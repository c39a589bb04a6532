// Elements without HTML text: whatever came from chat only ever becomes a text node.

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "on") for (const [name, act] of Object.entries(value)) node.addEventListener(name, act);
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "vars") for (const [name, set] of Object.entries(value)) node.style.setProperty(name, set);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

const SVG = "http://www.w3.org/2000/svg";

export function icon(path) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  reply: "M10 8V4l-7 7 7 7v-4c5 0 8 2 11 6 0-7-4-12-11-12z",
  edit: "M4 20l1-5L16 4l4 4L9 19zM13 7l4 4",
  remove: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  apps: "M5 5h5v5H5zM14 5h5v5h-5zM5 14h5v5H5zM14 14h5v5h-5z",
  close: "M6 6l12 12M18 6L6 18",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  eye: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7-10-7-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 14c1 2 2.500 3 4 3s3-1 4-3M9 9v1M15 9v1",
  thread: "M5 4v8a4 4 0 0 0 4 4h10M15 12l4 4-4 4",
  lock: "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
  hash: "M9 4L7 20M17 4l-2 16M4 9h17M3 15h17",
};

// A link that leaves the page is http or https; a file of the playground is read from this very page's address.
export function safeUrl(text) {
  try {
    const url = new URL(text, location.href);
    if (url.pathname.startsWith("/attachments/")) return url.pathname;
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

export function avatar(user) {
  if (user?.bot) return el("img", { class: "avatar", src: "/static/icon.svg", alt: "" });
  const initial = [...(user?.name ?? "?")][0];
  return el("span", { class: "avatar", vars: { "--colour": user?.colour ?? "#4e5058" }, "aria-hidden": "true" }, initial);
}

// A picture at its full size, until clicked away.
export function zoom(url, alt) {
  const dialog = byId("picture");
  const img = dialog.querySelector("img");
  img.src = url;
  img.alt = alt ?? "";
  dialog.showModal();
}

export function toast(text, kind = "") {
  const node = el("div", { class: `toast ${kind}` }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), 5000);
}

// A list that opens beside its button: upwards where there is more room above.
export function opensWhereRoomIs(details) {
  details.addEventListener("toggle", () => {
    details.classList.toggle("up", details.open && details.getBoundingClientRect().bottom > innerHeight * 0.55);
  });
  return details;
}
