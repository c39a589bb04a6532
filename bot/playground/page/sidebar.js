// The left side: servers, channels, and who sits before the page.

import { ICONS, avatar, byId, el, icon } from "./dom.js";

export function drawSidebar(app) {
  const { state, words } = app;
  const direct = state.channels.find((channel) => channel.dm);
  const first = state.channels.find((channel) => !channel.dm);
  const inDirect = state.channel === direct?.id;
  byId("rail").replaceChildren(
    server(avatar(app.user(state.bot)), words.direct, inDirect, () => app.open(direct.id)),
    el("hr"),
    server(el("span", { class: "avatar letters" }, "Py"), state.guild, !inDirect, () => app.open(first.id)),
  );
  byId("guild").textContent = state.guild;
  byId("channels").replaceChildren(
    el("h2", {}, words.text),
    ...state.channels.filter((c) => !c.dm && !c.parent).flatMap((c) => [channel(c, app), ...threads(c, app)]),
    el("h2", {}, words.direct),
    ...state.channels.filter((c) => c.dm).map((c) => channel(c, app)),
  );
  drawMe(app);
}

function server(picture, label, on, go) {
  return el("button", { class: on ? "server on" : "server", type: "button", title: label, "aria-label": label, on: { click: go } }, picture);
}

// The open threads below a channel, and the one that is being read.
function threads(above, app) {
  const shown = (one) => one.parent === above.id && (!one.archived || one.id === app.state.channel);
  return app.state.channels.filter(shown).map((one) => channel(one, app));
}

function channel(here, app) {
  const unread = app.unread.get(here.id) ?? 0;
  const bot = app.user(app.state.bot);
  const mark = here.dm
    ? el("span", { class: "with-dot" }, avatar(bot), el("i", { class: app.state.online ? "dot on" : "dot" }))
    : icon(here.parent ? (here.type === 12 ? ICONS.lock : ICONS.thread) : ICONS.hash);
  return el(
    "button",
    {
      class: ["channel", here.parent ? "thread" : "", here.id === app.state.channel ? "on" : "", unread ? "unread" : ""].filter(Boolean).join(" "),
      type: "button",
      role: "listitem",
      on: { click: () => app.open(here.id) },
    },
    mark,
    el("span", {}, here.name),
    unread ? el("b", { class: "count" }, String(unread)) : null,
  );
}

function drawMe(app) {
  const me = app.user(app.state.me);
  const button = byId("me");
  button.title = app.words.switch;
  button.replaceChildren(avatar(me), el("span", {}, el("b", {}, me.name), el("small", {}, `@${me.username} · ${me.locale}`)), icon("M7 10l5-5 5 5M7 14l5 5 5-5"));
  byId("people").replaceChildren(
    el("h2", {}, app.words.switch),
    ...app.state.users.filter((user) => !user.bot).map((user) => person(user, app)),
  );
}

function person(user, app) {
  const now = user.id === app.state.me;
  return el(
    "button",
    { class: now ? "person on" : "person", type: "button", data: { user: user.username }, on: { click: () => app.be(user.id) } },
    avatar(user),
    el("span", {}, el("b", {}, user.name), el("small", {}, [user.locale, user.instructor ? app.words.instructor : ""].filter(Boolean).join(" · "))),
    now ? el("i", {}, app.words.you) : null,
  );
}

export function wireSidebar() {
  const people = byId("people");
  const toggle = (open) => {
    people.hidden = !open;
    byId("me").setAttribute("aria-expanded", String(open));
  };
  byId("me").addEventListener("click", () => toggle(people.hidden));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#people, #me")) toggle(false);
  });
  const drawer = (open) => document.body.classList.toggle("drawer", open);
  byId("burger").addEventListener("click", () => drawer(true));
  byId("shade").addEventListener("click", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      drawer(false);
      toggle(false);
    }
  });
  return { close: () => (drawer(false), toggle(false)) };
}
