"""Both languages say the same things, and the code says nothing that they lack."""

import ast
import re
import string
from pathlib import Path

import pytest

import bot
from bot import explain
from bot.explain import suggest
from bot.words import SENTENCES, knows, say
from lessons.course import LANGS

ROOT = Path(bot.__file__).parent
PARTICLE = re.compile(r"\}[`'\"’”)\]]*(은|는|이|가|을|를|과|와|으로|로|이에요|예요|라는|이라는|라서|이라서)")


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert SENTENCES["ko"].keys() == SENTENCES["en"].keys()


@pytest.mark.parametrize("key", SENTENCES["en"])
def test_both_languages_name_the_same_facts(key: str) -> None:
    korean, english = facts(SENTENCES["ko"][key]), facts(SENTENCES["en"][key])
    # a cure may name fewer numbers in one language, never others
    assert korean <= english or english <= korean
    assert SENTENCES["ko"][key].strip()
    assert SENTENCES["en"][key].strip()


@pytest.mark.parametrize("key", SENTENCES["ko"])
def test_no_korean_particle_follows_a_fact(key: str) -> None:
    assert not PARTICLE.search(SENTENCES["ko"][key])


def test_korean_is_korean() -> None:
    hangul = re.compile("[가-힣]")
    said = {key: re.sub(r"\{\w+\}", "", sentence) for key, sentence in SENTENCES["ko"].items()}  # without the facts
    foreign = [key for key, words in said.items() if re.search(r"[A-Za-z]", words) and not hangul.search(words)]
    assert set(foreign) <= {"help.title", "unread.example"}


def constants(node: ast.expr) -> list[str]:
    """The texts that an expression may be."""
    match node:
        case ast.Constant(value=str(text)) if not text.startswith("!"):  # a person of the playground says commands
            return [text]
        case ast.IfExp(body=body, orelse=other):
            return constants(body) + constants(other)
        case _:
            return []


def test_every_key_in_the_code_exists() -> None:
    found = []
    for file in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("say", "sentence"):
                    found += constants(node.args[1])
            elif isinstance(node, ast.Constant) and re.fullmatch(r"(note|unread)\.[a-z_]+", str(node.value)):
                found.append(str(node.value))
    assert len(found) > 60
    assert [key for key in found if not knows(key)] == []


def test_every_rule_has_its_sentences() -> None:
    keys = {rule.key for rule in explain.RULES} | {f"{key}_guess" for key in suggest.GUESSES} | {"other"}
    assert [key for key in keys if not (knows(f"mistake.{key}.what") and knows(f"mistake.{key}.cure"))] == []


def test_every_rule_gives_the_facts_that_its_sentences_name() -> None:
    for rule in explain.RULES:
        given = {*rule.pattern.groupindex, "guess"}
        for part in ("what", "cure"):
            for lang in LANGS:
                assert facts(SENTENCES[lang][f"mistake.{rule.key}.{part}"]) <= given, rule.key


def test_a_sentence_takes_braces_in_a_fact_as_they_are() -> None:
    assert "`{0}`" in say("en", "mistake.name_unknown.what", name="{0}")
