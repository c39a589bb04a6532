"""Each of Discord's limits: the last value that passes and the first that does not."""

from typing import Any

import pytest

from bot.playground import limits
from bot.playground.limits import COMPONENTS_V2
from bot.playground.refusal import Refusal

Json = dict[str, Any]


def button(name: str = "a", **more: Any) -> Json:
    return {"type": 2, "style": 2, "label": "x", "custom_id": name} | more


def row(*parts: Json) -> Json:
    return {"type": 1, "components": list(parts)}


def text(content: str = "x") -> Json:
    return {"type": 10, "content": content}


def box(*parts: Json, **more: Any) -> Json:
    return {"type": 17, "components": list(parts)} | more


def v2(*parts: Json, **more: Any) -> Json:
    return {"flags": COMPONENTS_V2, "components": list(parts)} | more


def buttons(count: int) -> list[Json]:
    return [button(f"b{index}") for index in range(count)]


def embed(**fields: Any) -> Json:
    return {"embeds": [fields]}


PASS: dict[str, Json] = {
    "content of 2000": {"content": "가" * 2000},
    "no content beside v2": v2(text(), content=None),
    "v2 text of 4000 in two": v2(text("a" * 2000), box(text("b" * 2000))),
    "40 components": v2(box(*[text() for _ in range(39)])),
    "5 buttons": v2(row(*buttons(5))),
    "5 rows": {"content": "x", "components": [row(button(f"r{index}")) for index in range(5)]},
    "custom_id of 100": v2(row(button("x" * 100))),
    "label of 80": v2(row(button(label="x" * 80))),
    "link": v2(row({"type": 2, "style": 5, "label": "x", "url": "https://pytorch.org"})),
    "section with a thumbnail": v2(
        {"type": 9, "components": [text()], "accessory": {"type": 11, "media": {"url": "attachment://a.png"}}}
    ),
    "description of 4096": embed(description="x" * 4096),
    "25 fields": embed(fields=[{"name": "a", "value": "b"}] * 25),
    "10 embeds": {"embeds": [{"title": "x"}] * 10},
    "only a file": {},
}

REFUSE: dict[str, tuple[Json, str]] = {
    "content of 2001": ({"content": "x" * 2001}, "2000"),
    "content beside v2": (v2(text(), content="x"), "LEGACY_FIELDS"),
    "embeds beside v2": (v2(text(), embeds=[{"title": "x"}]), "LEGACY_FIELDS"),
    "v2 text of 4001 in two": (v2(text("a" * 2000), box(text("b" * 2001))), "COMPONENT_MAX_TEXT"),
    "empty text": (v2(text("")), "content"),
    "41 components": (v2(box(*[text() for _ in range(40)])), "COMPONENT_MAX_TOTAL"),
    "41 with the accessories": (
        v2(box(*[{"type": 9, "components": [text()], "accessory": button(f"s{i}")} for i in range(13)], text())),
        "COMPONENT_MAX_TOTAL",
    ),
    "6 buttons": (v2(row(*buttons(6))), "length"),
    "6 rows": ({"content": "x", "components": [row(button(f"r{i}")) for i in range(6)]}, "1 and 5"),
    "container without the flag": ({"content": "x", "components": [box(text())]}, "type"),
    "empty custom_id": (v2(row(button(""))), "length"),
    "custom_id of 101": (v2(row(button("x" * 101))), "length"),
    "custom_id twice": (v2(row(button("a")), row(button("a"))), "DUPLICATED"),
    "custom_id missing": (v2(row({"type": 2, "style": 1, "label": "x"})), "CUSTOM_ID"),
    "link with custom_id": (v2(row(button(style=5))), "URL"),
    "label of 81": (v2(row(button(label="x" * 81))), "label"),
    "no label": (v2(row(button(label=None))), "LABEL"),
    "unknown component": (v2({"type": 99}), "type"),
    "button out of a row": (v2(button()), "type"),
    "text input in a message": (v2(row({"type": 4, "custom_id": "a", "style": 1})), "modal"),
    "attachment that was not sent": (
        v2({"type": 12, "items": [{"media": {"url": "attachment://b.png"}}]}),
        "NOT_FOUND",
    ),
    "11 embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds"),
    "description of 4097": (embed(description="x" * 4097), "description"),
    "26 fields": (embed(fields=[{"name": "a", "value": "b"}] * 26), "fields"),
    "empty field": (embed(fields=[{"name": "", "value": "b"}]), "name"),
    "6001 in embeds": ({"embeds": [{"description": "x" * 3001}, {"description": "x" * 3000}]}, "MAX_EMBED"),
    "unknown flag": ({"content": "x", "flags": 1 << 20}, "flags"),
    "nonce of 26": ({"content": "x", "nonce": "x" * 26}, "nonce"),
    "content that is a number": ({"content": 5}, "content"),
}


@pytest.mark.parametrize("name", PASS)
def test_passes(name: str) -> None:
    limits.message(PASS[name], files=["a.png"])


@pytest.mark.parametrize("name", REFUSE)
def test_is_refused(name: str) -> None:
    payload, why = REFUSE[name]
    with pytest.raises(Refusal, match=why) as refusal:
        limits.message(payload, files=["a.png"])
    assert (refusal.value.status, refusal.value.code) == (400, 50035)


def test_an_empty_message_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        limits.message({"content": ""})
    assert refusal.value.code == 50006


def test_components_v2_stays_on_through_an_edit() -> None:
    before = v2(text())
    with pytest.raises(Refusal, match="LEGACY_FIELDS"):
        limits.message({"content": "plain"}, before=before)
    limits.message({"components": [text("new")]}, before=before)


def test_content_must_go_when_a_plain_message_becomes_v2() -> None:
    with pytest.raises(Refusal, match="LEGACY_FIELDS"):
        limits.message(v2(text()), before={"content": "plain", "flags": 0})
    limits.message(v2(text(), content=None), before={"content": "plain", "flags": 0})


def test_modal_limits() -> None:
    field = {"type": 18, "label": "Code", "component": {"type": 4, "custom_id": "c", "style": 2}}
    good = {"title": "x" * 45, "custom_id": "m", "components": [field]}
    limits.modal(good)
    for wrong in ({"title": "x" * 46}, {"components": [field, field]}, {"components": []}, {"custom_id": ""}):
        with pytest.raises(Refusal):
            limits.modal(good | wrong)


def test_file_limits() -> None:
    limits.files([limits.MAX_FILE] * 2)
    for wrong in ([limits.MAX_FILE + 1], [limits.MAX_FILE] * 3, [1] * 11):
        with pytest.raises(Refusal):
            limits.files(wrong)
