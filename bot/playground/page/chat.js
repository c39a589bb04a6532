// The page: its state, its socket, and what happens when either speaks.

import * as asked from "./asked.js";
import { composer, encode } from "./composer.js";
import { avatar, byId, el, toast, zoom } from "./dom.js";
import { editing } from "./editor.js";
import { dots, drawFence, drawText, messageNode } from "./message.js";
import { closeModal, modalError, openModal } from "./modal.js";
import { nearBottom, toBottom } from "./scroll.js";
import { drawSidebar, wireSidebar } from "./sidebar.js";
import { words } from "./words.js";

const RETRY_MS = [300, 600, 1200, 2500];
const TYPING_MS = 10_000;

const state = { me: null, bot: null, guild: "", online: false, users: [], roles: [], moderates: [], channels: [], channel: null, commands: [], messages: {} };
const waiting = new Map(); // interaction id → { message, customId }
const log = byId("log");
let socket = null;
let tries = 0;
let typingTimer = 0;

const app = {
  state,
  here: () => state.channels.find((channel) => channel.id === state.channel) ?? {},
  thread: (id) => state.channels.find((channel) => channel.id === id),
  unread: new Map(),
  failed: new Set(),
  editing: null,
  words: words("ko"),
  locale: "ko",
  user: (id) => state.users.find((user) => user.id === id),
  names: () => new Map([...state.users, ...state.channels].map((one) => [one.id, one.name])),
  find: (id) => (state.messages[state.channel] ?? []).find((message) => message.id === id),
  send: (frame) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame)),
  text: (source) => drawText(source, app),
  encode,
  toast,
  jump,
  open,
  redraw,
  nodeOf: (id) => nodeOf(id),
  focus: () => box.focus(),
  be: (id) => {
    asked.forget();
    sessionStorage.setItem("user", id);
    app.send({ op: "be", user: id });
    sidebar.close();
  },
  replyTo: (message) => box.replyTo(message),
  context: (message) => ({
    words: app.words,
    text: (source) => drawText(source, app),
    fence: (code, language) => drawFence(code, language, app),
    press: (customId, values = []) => press(message, customId, values),
    busy: (customId) => [...waiting.values()].some((w) => w.message === message.id && w.customId === customId),
    server: () => state,
    zoom,
    grown: () => nearBottom() && toBottom(),
  }),
};

const sidebar = wireSidebar();
const box = composer(app);
Object.assign(app, editing(app));

const HEARD = {
  state(frame) {
    const { t: _t, ...rest } = frame;
    const fromOther = state.me !== rest.me;
    Object.assign(state, rest);
    const wanted = asked.user(state.users) ?? sessionStorage.getItem("user");
    if (wanted && wanted !== state.me && app.user(wanted)) return app.send({ op: "be", user: wanted });
    app.locale = app.user(state.me).locale;
    app.words = words(app.locale);
    document.documentElement.lang = app.locale.slice(0, 2);
    if (fromOther) waiting.clear();
    state.channel = asked.channel(state.channels) ?? state.channel;
    if (!state.channels.some((channel) => channel.id === state.channel)) state.channel = state.channels[0].id;
    box.replyTo(null);
    drawAll();
  },
  create({ message }) {
    const here = (state.messages[message.channel_id] ??= []);
    const before = here.at(-1);
    here.push(message);
    if (message.author.id === state.bot) stopTyping();
    if (message.channel_id !== state.channel) {
      app.unread.set(message.channel_id, (app.unread.get(message.channel_id) ?? 0) + 1);
      return drawSidebar(app);
    }
    if (asked.only && message.id !== asked.only) return;
    const follow = nearBottom() || message.author.id === state.me;
    log.append(messageNode(message, before, app));
    if (follow) toBottom();
  },
  update({ message }) {
    const here = state.messages[message.channel_id] ?? [];
    const index = here.findIndex((old) => old.id === message.id);
    if (index < 0) return;
    here[index] = message;
    app.failed.delete(message.id);
    redraw(message.id);
  },
  delete({ channel, id }) {
    const here = state.messages[channel] ?? [];
    const index = here.findIndex((old) => old.id === id);
    if (index < 0) return;
    here.splice(index, 1);
    if (channel === state.channel) {
      nodeOf(id)?.remove();
      if (here[index]) redraw(here[index].id);
    }
  },
  typing({ channel, user }) {
    if (channel !== state.channel) return;
    byId("typing").replaceChildren(dots(), el("b", {}, ` ${app.user(user)?.name ?? ""} `), `${app.words.typing}…`);
    clearTimeout(typingTimer);
    typingTimer = setTimeout(stopTyping, TYPING_MS);
  },
  acted({ id, message, custom_id: customId }) {
    closeModal();
    waiting.set(id, { message, customId });
    if (message) redraw(message);
  },
  settled({ id, modal }) {
    const done = waiting.get(id);
    waiting.delete(id);
    if (done?.message) redraw(done.message);
    if (modal) openModal(id, modal, app);
  },
  failed({ id }) {
    const done = waiting.get(id);
    waiting.delete(id);
    if (!done?.message) return toast(app.words.failed);
    app.failed.add(done.message);
    redraw(done.message);
  },
  channels({ t: _t, ...places }) {
    Object.assign(state, places);
    if (state.channels.some((channel) => channel.id === state.channel)) drawSidebar(app);
    else open(state.channels[0].id);
  },
  online({ online }) {
    state.online = online;
    drawStatus();
    drawSidebar(app);
  },
  commands({ commands }) {
    state.commands = commands;
    box.draw();
  },
  choices: ({ choices }) => box.suggest(choices),
  error: ({ text }) => modalError(text) || toast(text),
};

function connect() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/page`);
  socket.onopen = () => (tries = 0);
  socket.onmessage = (event) => {
    const frame = JSON.parse(event.data);
    HEARD[frame.t]?.(frame);
  };
  socket.onclose = () => {
    byId("starting").hidden = false;
    byId("starting").textContent = app.words.lost;
    setTimeout(connect, RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
  };
}

function drawAll() {
  drawSidebar(app);
  drawStatus();
  const here = state.channels.find((channel) => channel.id === state.channel);
  const name = here.dm ? here.name : `#${here.name}`;
  byId("top").classList.toggle("direct", here.dm);
  byId("channel-name").textContent = here.name;
  byId("topic").textContent = here.topic;
  byId("burger").setAttribute("aria-label", app.words.channels);
  byId("text").placeholder = app.words.message(name);
  byId("text").setAttribute("aria-label", app.words.message(name));
  byId("attach").title = app.words.attach;
  byId("file").setAttribute("aria-label", app.words.attach);
  byId("send").setAttribute("aria-label", app.words.send);
  document.title = `${name} · Tensor Tutor`;
  const said = asked.shown(state.messages[state.channel] ?? []);
  log.replaceChildren(asked.only ? "" : welcome(here, name), ...said.map((message, index) => messageNode(message, said[index - 1], app)));
  stopTyping();
  toBottom();
  box.draw();
}

function welcome(here, name) {
  const mark = here.dm ? avatar(app.user(state.bot)) : el("span", { class: "avatar hash" }, "#");
  return el("div", { class: "welcome" }, mark, el("h2", {}, app.words.welcome(name)), el("div", { class: "markdown" }, app.text(app.words.tips)));
}

function drawStatus() {
  const starting = byId("starting");
  starting.hidden = state.online;
  starting.textContent = app.words.starting;
  const status = byId("status");
  status.className = state.online ? "on" : "";
  status.textContent = state.online ? app.words.online : app.words.offline;
}

const nodeOf = (id) => log.querySelector(`.message[data-id="${id}"]`);

function redraw(id) {
  const said = state.messages[state.channel] ?? [];
  const index = said.findIndex((message) => message.id === id);
  const old = nodeOf(id);
  if (index < 0 || !old) return;
  const follow = nearBottom();
  old.replaceWith(messageNode(said[index], said[index - 1], app));
  if (follow) toBottom();
}

function press(message, customId, values) {
  app.failed.delete(message.id);
  app.send({ op: "press", channel: message.channel_id, message: message.id, custom_id: customId, values });
}

function open(id) {
  state.channel = id;
  app.unread.delete(id);
  app.editing = null;
  box.replyTo(null);
  sidebar.close();
  drawAll();
  if (matchMedia("(hover: hover)").matches) box.focus();
}

function jump(id) {
  const node = nodeOf(id);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("flash");
  setTimeout(() => node.classList.remove("flash"), 1600);
}

function stopTyping() {
  clearTimeout(typingTimer);
  byId("typing").replaceChildren();
}

byId("picture").addEventListener("click", () => byId("picture").close());
connect();
