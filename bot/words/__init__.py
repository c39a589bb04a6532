"""Every sentence that the bot says: a language, a key and facts in, a sentence out.

They stand in `ko.toml` and `en.toml`, those of one subject in `ko.SUBJECT.toml` and `en.SUBJECT.toml`; both languages
have the same keys and the same {facts}. No key stands in two files.
"""

import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from lessons.course import LANGS, Lang


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, str):
            yield path + name, value
        else:
            yield from _leaves(value, f"{path}{name}.")


def _read(lang: Lang) -> dict[str, str]:
    files = [file for file in resources.files(__name__).iterdir() if file.name.startswith(f"{lang}.")]
    texts = (file.read_text(encoding="utf-8") for file in sorted(files, key=lambda file: file.name))
    found = [leaf for text in texts for leaf in _leaves(tomllib.loads(text))]
    if len(sentences := dict(found)) < len(found):
        raise ValueError(f"a sentence stands twice in the files of {lang!r}")
    return sentences


SENTENCES: Mapping[Lang, Mapping[str, str]] = {lang: _read(lang) for lang in LANGS}


def say(lang: Lang, key: str, **facts: object) -> str:
    """The sentence of `key` with its facts filled in. Raises KeyError where the key or a fact is missing."""
    return SENTENCES[lang][key].format(**facts)


def knows(key: str) -> bool:
    """Whether there is such a sentence."""
    return key in SENTENCES["en"]
