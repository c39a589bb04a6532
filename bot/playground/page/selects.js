// Selects: a person's choice among options of the bot's, or among the server's people, roles and channels.

import { el, opensWhereRoomIs } from "./dom.js";

const KINDS = { 5: ["user"], 6: ["role"], 7: ["user", "role"], 8: ["channel"] };

// What a select offers. `server` is { users, roles, channels }.
export function offered(part, server) {
  if (part.options) return part.options;
  const chosen = new Set((part.default_values ?? []).map((value) => String(value.id)));
  const wanted = part.channel_types?.length ? new Set(part.channel_types) : null;
  const groups = {
    user: server.users.map((user) => [user.id, `@${user.name}`]),
    role: server.roles.map((role) => [role.id, role.name.startsWith("@") ? role.name : `@${role.name}`]),
    channel: server.channels
      .filter((here) => !here.dm && (!wanted || wanted.has(here.type)))
      .map((here) => [here.id, `#${here.name}`]),
  };
  return KINDS[part.type].flatMap((kind) => groups[kind]).map(([value, label]) => ({ value, label, default: chosen.has(value) }));
}

// One value: the browser's own list. Several, or none: a list with boxes that tells when it closes.
export function selectNode(part, ctx, changed, disabled = false) {
  const least = part.min_values ?? 1;
  const most = part.max_values ?? 1;
  const options = offered(part, ctx.server());
  const several = most > 1 || least === 0;
  return several ? boxes(part, options, ctx, changed, disabled) : list(part, options, ctx, changed, disabled);
}

function list(part, options, ctx, changed, disabled) {
  const node = el("select", {
    class: "select",
    disabled,
    "aria-label": part.placeholder ?? ctx.words.choose,
    data: { customId: part.custom_id },
    on: { change: () => changed(values()) },
  });
  const values = () => [...node.selectedOptions].map((option) => option.value).filter(Boolean);
  if (!options.some((option) => option.default)) {
    node.append(el("option", { value: "", selected: true, disabled: true }, part.placeholder ?? ctx.words.choose));
  }
  for (const option of options) {
    const emoji = option.emoji?.name ? `${option.emoji.name} ` : "";
    const text = option.description ? `${option.label} — ${option.description}` : option.label;
    node.append(el("option", { value: option.value, selected: option.default }, emoji + text));
  }
  node.values = values;
  return node;
}

function boxes(part, options, ctx, changed, disabled) {
  const least = part.min_values ?? 1;
  const most = part.max_values ?? 1;
  let chosen = options.filter((option) => option.default).map((option) => option.value);
  let before = chosen;
  const shown = el("span");
  const rows = options.map((option) => {
    const box = el("input", { type: "checkbox", value: option.value, checked: option.default });
    box.addEventListener("change", () => toggle(option.value));
    const about = option.description ? el("small", {}, option.description) : null;
    return el("label", { class: "choice" }, box, el("span", {}, option.label, about));
  });
  const head = el("summary", { class: "select", "aria-label": part.placeholder ?? ctx.words.choose, "aria-disabled": disabled ? "true" : null }, shown);
  const node = el("details", { class: disabled ? "boxes off" : "boxes", data: { customId: part.custom_id } }, head, el("div", { class: "choices" }, ...rows));
  if (disabled) head.addEventListener("click", (event) => event.preventDefault());

  function toggle(value) {
    if (chosen.includes(value)) chosen = chosen.filter((other) => other !== value);
    else chosen = most === 1 ? [value] : [...chosen, value].slice(-most);
    draw();
  }
  function draw() {
    for (const row of rows) row.firstChild.checked = chosen.includes(row.firstChild.value);
    const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
    shown.textContent = labels.join(", ") || part.placeholder || ctx.words.choose;
    shown.classList.toggle("nothing", labels.length === 0);
  }
  node.addEventListener("toggle", () => {
    if (node.open || !node.isConnected) return;
    if (chosen.join() === before.join() || chosen.length < least) return;
    before = chosen;
    changed([...chosen]);
  });
  document.addEventListener("click", (event) => node.open && !node.contains(event.target) && (node.open = false));
  node.addEventListener("keydown", (event) => event.key === "Escape" && (node.open = false));
  node.values = () => [...chosen];
  draw();
  return opensWhereRoomIs(node);
}
