"""The lists: every name is there in the installed libraries, and none leads out."""

import inspect
import tomllib
import types

import pytest

from sandbox.policy import SENTENCES, Refusal
from sandbox.policy.names import FOLDER, names, resolve
from sandbox.policy.rules import RAW
from tests.sandbox.policy.running import under_policy

_TABLES = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.toml"))}
_MODULES = [(name, table) for file in _TABLES.values() for name, table in file.get("modules", {}).items()]
_TYPES = [(name, table) for file in _TABLES.values() for name, table in file.get("types", {}).items()]
# What runs, imports, reads or writes by a name that it is given. None of these may ever get onto a list.
_WAYS_OUT = {
    *("eval", "exec", "compile", "open", "getattr", "attrgetter", "methodcaller", "import_module", "system"),
    *("get_type_hints", "make_dataclass", "update_wrapper", "singledispatch", "set_state", "with_traceback"),
    *("load", "save", "fromfile", "tofile", "memmap", "loadtxt", "savetxt", "genfromtxt", "from_file"),
    *("savefig", "imread", "imsave", "load_library", "Formatter"),
    *("data_ptr", "untyped_storage", "share_memory_", "frombuffer", "ctypes", "bit_generator"),
}
_TAMED = {("re", "compile"), ("functools", "singledispatch")}  # no code; a stand-in that evaluates nothing


def test_each_module_and_type_is_listed_once() -> None:
    for listed in (_MODULES, _TYPES):
        found = [name for name, _ in listed]
        assert len(found) == len(set(found))


@pytest.mark.parametrize(("name", "table"), _MODULES, ids=[name for name, _ in _MODULES])
def test_what_is_listed_of_a_module_is_there_and_leads_nowhere(name: str, table: dict[str, str]) -> None:
    module = names().reachable[name]
    words = table["names"].split()

    assert len(words) == len(set(words))
    for word in words:
        value = getattr(module, word)
        assert not isinstance(value, RAW)
        assert not isinstance(value, types.ModuleType) or value in names().modules
        assert word not in _WAYS_OUT or (name, word) in _TAMED


@pytest.mark.parametrize(("name", "table"), _TYPES, ids=[name for name, _ in _TYPES])
def test_what_is_listed_of_a_type_is_no_way_out(name: str, table: dict[str, str]) -> None:
    assert inspect.isclass(resolve(name))
    words = [*str(table.get("read", "")).split(), *str(table.get("write", "")).split()]
    assert not _WAYS_OUT.intersection(words) - {"set_state", "eval"}  # Generator.set_state, Module.eval


def test_what_a_listed_module_does_not_list_is_refused() -> None:
    for word in ("save", "jit", "compile", "hub", "os", "_C", "serialization", "distributed"):
        refused = under_policy(f"torch.{word}").refused
        assert refused is not None
        assert refused.facts["name"] == f"torch.{word}"


def test_a_subclass_has_what_its_base_has() -> None:
    ran = under_policy("class T(torch.Tensor): pass\nt = T([1.0])\nprint(t.sum().item(), t.shape)\nt.data_ptr()")

    assert ran.text == "1.0 torch.Size([1])\n"
    assert ran.refused is not None
    assert ran.refused.facts["name"] == "Tensor.data_ptr"


def test_every_hint_belongs_to_a_name_that_is_refused() -> None:
    for name in names().instead:
        owner, _, word = name.rpartition(".")
        assert word not in names().modules.get(names().reachable.get(owner), ())  # type: ignore[arg-type] # None is in no dict


def test_each_rule_has_a_sentence_with_the_name_in_it() -> None:
    for key in SENTENCES:
        assert "torch.x" in str(Refusal(key, "torch.x"))
        assert str(Refusal(key, "torch.x", "torch.y")).endswith("Instead: torch.y")
