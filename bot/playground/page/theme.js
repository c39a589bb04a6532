// Which theme, before the page is drawn: the address (`?theme=light`), else what the reader's system prefers.

const asked = new URLSearchParams(location.search).get("theme");
const light = asked ? asked === "light" : matchMedia("(prefers-color-scheme: light)").matches;
document.documentElement.dataset.theme = light ? "light" : "dark";
