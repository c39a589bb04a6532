"""Programs that nobody wrote: valid grammar over the names that the lists allow, nested at random.

Comes in: hypothesis's draws. Goes out: source text.
"""

import ast
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from sandbox.protocol import MAX_SOURCE_BYTES

_LISTS = Path(__file__).parents[2] / "sandbox" / "names"


def _listed(file: str, table: str, name: str, key: str) -> list[str]:
    lists: dict[str, Any] = tomllib.loads((_LISTS / f"{file}.toml").read_text(encoding="utf-8"))
    return sorted(lists[table][name][key].split())


TORCH = _listed("torch", "modules", "torch", "names")
TENSOR = _listed("tensor", "types", "torch.Tensor", "read")
_WORDS = """
print len sum range list tuple dict set sorted zip map abs min max any all repr str int float type id hash
"""
BUILTINS = _WORDS.split()
VARIABLES = list("abcxyzfg")
_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.MatMult, ast.Pow, ast.Mod, ast.FloorDiv, ast.BitXor, ast.LShift)
_COMPARE = (ast.Eq, ast.NotEq, ast.Lt, ast.GtE, ast.In, ast.Is, ast.NotIn)

variables = st.sampled_from(VARIABLES)
constants = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-3, 3),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.sampled_from([None, True, False, ..., 1j]),
).map(ast.Constant)
names = st.one_of(variables, st.sampled_from([*BUILTINS, "torch", "np"])).map(lambda name: ast.Name(name, ast.Load()))
torch_names = st.sampled_from(TORCH).map(lambda name: ast.Attribute(ast.Name("torch", ast.Load()), name, ast.Load()))


def _comprehension(parts: tuple[Any, str, Any]) -> ast.expr:
    element, name, source = parts
    return ast.ListComp(element, [ast.comprehension(ast.Name(name, ast.Store()), source, [], 0)])


def _lambda(parts: tuple[list[str], Any]) -> ast.expr:
    parameters, body = parts
    return ast.Lambda(_parameters(parameters), body)


def _parameters(found: list[str]) -> ast.arguments:
    unique = [ast.arg(name) for name in dict.fromkeys(found)]
    return ast.arguments([], unique, None, [], [], None, [])


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    few = st.lists(inner, max_size=3)
    load = ast.Load()
    return st.one_of(
        st.tuples(inner, st.sampled_from(_BINARY), inner).map(lambda p: ast.BinOp(p[0], p[1](), p[2])),
        st.tuples(inner, st.sampled_from(_COMPARE), inner).map(lambda p: ast.Compare(p[0], [p[1]()], [p[2]])),
        st.tuples(inner, st.sampled_from(TENSOR)).map(lambda p: ast.Attribute(p[0], p[1], load)),
        st.tuples(inner, st.sampled_from(TENSOR), few).map(
            lambda p: ast.Call(ast.Attribute(p[0], p[1], load), p[2], [])
        ),
        st.tuples(torch_names, few).map(lambda p: ast.Call(p[0], p[1], [])),
        st.tuples(names | inner, few).map(lambda p: ast.Call(p[0], p[1], [])),
        st.tuples(inner, inner).map(lambda p: ast.Subscript(p[0], p[1], load)),
        st.tuples(inner, inner, inner).map(lambda p: ast.IfExp(*p)),
        few.map(lambda items: ast.List(items, load)),
        few.map(lambda items: ast.Tuple(items, load)),
        st.tuples(few, few).map(lambda p: ast.Dict(p[0][: len(p[1])], p[1][: len(p[0])])),
        st.tuples(inner, variables, inner).map(_comprehension),
        st.tuples(st.lists(variables, max_size=2), inner).map(_lambda),
        names.map(lambda name: ast.JoinedStr([ast.FormattedValue(name, ord("r"), None)])),
        st.tuples(variables, inner).map(lambda p: ast.NamedExpr(ast.Name(p[0], ast.Store()), p[1])),
    )


expressions = st.recursive(constants | names | torch_names, _larger, max_leaves=8)


def _simple() -> st.SearchStrategy[Any]:
    store = variables.map(lambda name: ast.Name(name, ast.Store()))
    return st.one_of(
        expressions.map(ast.Expr),
        st.tuples(store, expressions).map(lambda p: ast.Assign([p[0]], p[1])),
        st.tuples(store, st.sampled_from(_BINARY), expressions).map(lambda p: ast.AugAssign(p[0], p[1](), p[2])),
        st.tuples(expressions, expressions, expressions).map(
            lambda p: ast.Assign([ast.Subscript(p[0], p[1], ast.Store())], p[2])
        ),
        st.tuples(store, expressions).map(lambda p: ast.AnnAssign(p[0], p[1], p[1], 1)),
        expressions.map(lambda e: ast.Assert(e, None)),
        expressions.map(lambda e: ast.Raise(e, None)),
        variables.map(lambda name: ast.Delete([ast.Name(name, ast.Del())])),
    )


def _compound(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    body = st.lists(inner, min_size=1, max_size=3)
    store = variables.map(lambda name: ast.Name(name, ast.Store()))
    caught = st.sampled_from(["Exception", "BaseException", "x"])
    return st.one_of(
        st.tuples(expressions, body, body).map(lambda p: ast.If(*p)),
        st.tuples(store, expressions, body).map(lambda p: ast.For(p[0], p[1], p[2], [])),
        st.tuples(expressions, body).map(lambda p: ast.While(p[0], p[1], [])),
        st.tuples(variables, st.lists(variables, max_size=2), body, expressions).map(
            lambda p: ast.FunctionDef(p[0], _parameters(p[1]), [*p[2], ast.Return(p[3])], [], None)
        ),
        st.tuples(variables, expressions, body).map(lambda p: ast.ClassDef(p[0].upper(), [p[1]], [], p[2], [])),
        st.tuples(body, caught, variables, body, body).map(
            lambda p: ast.Try(p[0], [ast.ExceptHandler(ast.Name(p[1], ast.Load()), p[2], p[3])], [], p[4])
        ),
        st.tuples(expressions, store, body).map(lambda p: ast.With([ast.withitem(p[0], p[1])], p[2])),
    )


def _tried(statement: Any) -> ast.stmt:
    handler = ast.ExceptHandler(ast.Name("Exception", ast.Load()), "e", [ast.Pass()])
    return ast.Try([statement], [handler], [], [])


def _source(statements: list[Any]) -> str:
    tree = ast.fix_missing_locations(ast.Module([*_START, *statements], []))
    return ast.unparse(tree)


_START = ast.parse(
    "a = torch.ones(2, 2, requires_grad=True)\nb = [1, 2.5, 'text']\nc = a * 2\nx = 3\ny = np.arange(4)"
).body

_bodies = st.lists(st.recursive(_simple(), _compound, max_leaves=6), min_size=1, max_size=8)


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Source text that parses."""
    statements = draw(_bodies)
    # What raises at once hides what comes after it; so most statements are tried.
    source = _source([_tried(statement) if draw(st.integers(0, 3)) else statement for statement in statements])
    assume(len(source.encode()) <= MAX_SOURCE_BYTES)
    return source
