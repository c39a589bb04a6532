"""What a button, a select or a form is for: its custom_id, `hint:4:0.5`, a verb and one to four words."""

import re

ACTION = re.compile(r"(?P<verb>[a-z]{2,12})(?P<words>(?::[\w.-]{1,40}){1,4})", re.ASCII)


def read(custom_id: object) -> tuple[str, tuple[str, ...]]:
    """The verb and its words; no verb for what is none of ours."""
    match = ACTION.fullmatch(str(custom_id))
    return (match["verb"], tuple(match["words"].split(":")[1:])) if match else ("", ())


def number(words: tuple[str, ...], at: int, default: int = 0) -> int:
    """A word as a number; `default` where it is none or not there."""
    word = words[at] if at < len(words) else ""
    return int(word) if word.isascii() and word.isdigit() else default
