"""What someone may do: Discord's rule from the roles, then a channel's overwrites, to one number of bits."""

from collections.abc import Mapping

from bot.playground.places import ADMINISTRATOR, ALL, GUILD_ID, OWNER, Channel, Overwrite, Role, User


def in_guild(who: User, roles: Mapping[str, Role]) -> int:
    """The permissions in the whole server."""
    held = [roles[GUILD_ID], *(roles[role] for role in who.roles if role in roles)]
    bits = 0
    for role in held:
        bits |= role.permissions
    return ALL if bits & ADMINISTRATOR or who.id == OWNER.id else bits


def in_channel(who: User, here: Channel, roles: Mapping[str, Role]) -> int:
    """The permissions in one channel; in direct messages all."""
    if here.guild is None:
        return ALL
    bits = in_guild(who, roles)
    if bits & ADMINISTRATOR:
        return ALL
    everyone = [o for o in here.overwrites if o.id == GUILD_ID]
    through_roles = [o for o in here.overwrites if o.kind == 0 and o.id in who.roles]
    own = [o for o in here.overwrites if o.kind == 1 and o.id == who.id]
    for group in (everyone, through_roles, own):
        bits = _applied(bits, group)
    return bits


def _applied(bits: int, group: list[Overwrite]) -> int:
    for overwrite in group:
        bits &= ~overwrite.deny
    for overwrite in group:
        bits |= overwrite.allow
    return bits
