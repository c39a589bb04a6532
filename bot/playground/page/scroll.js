// The log stays at its bottom while the reader is there.

import { byId } from "./dom.js";

const NEAR_BOTTOM = 120;
const log = byId("log");
let following = true;

export const nearBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_BOTTOM;

export function toBottom() {
  log.scrollTop = log.scrollHeight;
}

// A picture that loads late makes a message taller: stay at the bottom if the reader was there.
log.addEventListener("load", (event) => event.target.tagName === "IMG" && following && toBottom(), true);
log.addEventListener("scroll", () => (following = nearBottom()));
new ResizeObserver(() => following && toBottom()).observe(log);
