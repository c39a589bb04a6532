// What the page's address asks for: `?user=alex&channel=<id>&theme=light`, and `?only=<message id>` for one message alone.

const query = new URLSearchParams(location.search);
const once = { user: query.get("user"), channel: query.get("channel") };

export const only = query.get("only");
document.documentElement.classList.toggle("only", Boolean(only));

// The id of the user named in the address, by name or id.
export const user = (users) => users.find((one) => [one.id, one.username].includes(once.user) && !one.bot)?.id;

// The channel of the address, until the person opens another.
export function channel(channels) {
  const found = channels.find((one) => one.id === once.channel)?.id;
  if (found) once.channel = null;
  return found;
}

export const shown = (messages) => (only ? messages.filter((message) => message.id === only) : messages);

// Someone chose another person: the address no longer says who it is.
export const forget = () => (once.user = null);
