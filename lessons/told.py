"""What a program tells in words of its own choice: a text comes in, the same program goes out with a mark beside each
shown text that a test of a tensor's size, dimension or dtype has chosen, or that says how such a test came out.

A mark that reaches the screen proves that the words were asked for: `"vector" if x.dim() == 1 else "no vector"`, a
table of several, `print(x.dim() == 1)`. A text behind an `if` alone is no choice.
"""

import ast
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from lessons.marks import MARKS
from lessons.rewrite import Changer, rewritten

SHOWING = frozenset({"print", "display", "write"})
_ASKING = {
    "dim": frozenset({"dim", "ndim", "ndimension"}),
    "size": frozenset({"shape", "size", "numel", "nelement"}),
    "dtype": frozenset({"dtype", "type", "is_floating_point"}),
}
_PASSING = frozenset(
    {"str", "bool", "int", "format", "repr", "join", "tuple", "list", "upper", "lower", "capitalize", "title"}
)
_QUERIES = frozenset().union(*_ASKING.values())
Kinds = frozenset[str]
NONE: Kinds = frozenset()


def marked(source: str) -> str:
    """The program with its marks; itself where there is none to set, or where it is no Python."""
    return rewritten(source, _Teller)


class _Teller(Changer):
    """Sets the marks. Given the whole program, whose names it follows."""

    def __init__(self, tree: ast.Module) -> None:
        self._asked: dict[str, Kinds] = {}  # names that hold what was asked
        self._told: dict[str, Kinds] = {}  # names, and functions, that hold what was chosen by it
        self._tables: set[str] = set()
        self._chosen: list[Kinds] = []
        nodes = list(ast.walk(tree))
        self._functions = {node.name: node.args for node in nodes if isinstance(node, ast.FunctionDef)}
        self._functions |= {
            name: node.value.args
            for node in nodes
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
            for name in _bound(node.targets[0])
        }
        calls = (node for node in nodes if isinstance(node, ast.Call) and _name(node.func) in SHOWING)
        self._showing = sorted(call.lineno for call in calls)
        self._returns = {
            id(inner): node.name for node in nodes if isinstance(node, ast.FunctionDef) for inner in ast.walk(node)
        }
        for _ in range(3):  # a name may come of one that is bound later in the text
            for node in nodes:
                self._learn(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        """With an `else`, what either way shows is chosen."""
        has_both = self._shows(node.body) and self._shows(node.orelse)
        self._chosen.append(self._kinds(node.test) if has_both else NONE)
        self.generic_visit(node)
        self._chosen.pop()
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        """What the cases show is chosen, where there are several."""
        has_both = sum(self._shows(case.body) for case in node.cases) > 1
        self._chosen.append(self._kinds(node.subject) if has_both else NONE)
        self.generic_visit(node)
        self._chosen.pop()
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Shown text."""
        self.generic_visit(node)
        if _name(node.func) in SHOWING and node.args:
            kinds = NONE.union(*self._chosen, *map(self._telling, node.args))
            if not isinstance(node.args[-1], ast.Starred):
                node.args[-1] = self._marked(node.args[-1], kinds)
            elif kinds:
                node.args.append(self._marked(ast.Constant(""), kinds))
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """An echo; of a call of the program's own it is not known whether there is one."""
        self.generic_visit(node)
        is_own = isinstance(node.value, ast.Call) and _name(node.value.func) in {*SHOWING, *self._functions}
        node.value = node.value if is_own else self._marked(node.value, self._telling(node.value))
        return node

    def _shows(self, body: Sequence[ast.stmt]) -> bool:
        """Whether some of these statements shows something."""
        after = bisect_left(self._showing, body[0].lineno) if body else len(self._showing)
        return after < len(self._showing) and self._showing[after] <= (body[-1].end_lineno or 0)

    def _marked(self, node: ast.expr, kinds: Kinds) -> ast.expr:
        if not kinds:
            return node
        self.count += 1
        mark = "{}" + "".join(MARKS[kind] for kind in sorted(kinds))
        return ast.Call(ast.Attribute(ast.Constant(mark), "format", ast.Load()), [node], [])

    def _learn(self, node: ast.AST) -> None:
        """What a statement says of names."""
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else (node.target,):
                for name in _bound(target):
                    _add(self._asked, name, self._kinds(node.value))
                    _add(self._told, name, self._telling(node.value))
                    self._tables |= {name} if _is_table(node.value) else set()
        elif isinstance(node, ast.If):
            self._learn_choice((*node.body, *node.orelse), self._kinds(node.test))
        elif isinstance(node, ast.Match):
            self._learn_choice([each for case in node.cases for each in case.body], self._kinds(node.subject))
        elif isinstance(node, ast.Return) and node.value is not None:
            name = self._returns.get(id(node), "")
            _add(self._asked, name, self._kinds(node.value))
            _add(self._told, name, self._telling(node.value))
        elif isinstance(node, ast.Call) and (given := self._functions.get(_name(node.func))):
            pairs = [(each.arg, value) for each, value in zip(given.args, node.args, strict=False)]
            for name, value in pairs + [(each.arg or "", each.value) for each in node.keywords]:
                _add(self._asked, name, self._kinds(value))

    def _learn_choice(self, body: Iterable[ast.stmt], kinds: Kinds) -> None:
        """Names that a choice binds, beside another text that they may have; functions that it returns from."""
        for node in body:
            if isinstance(node, ast.Assign) and _is_text(node.value):
                for name in (name for target in node.targets for name in _bound(target)):
                    _add(self._told, name, kinds)
            elif isinstance(node, ast.Return) and node.value is not None and _is_text(node.value):
                _add(self._told, self._returns.get(id(node), ""), kinds)

    def _kinds(self, node: ast.AST) -> Kinds:
        """What an expression asks of a tensor, or holds of what was asked."""
        if isinstance(node, ast.Name):
            return self._asked.get(node.id, NONE)
        if isinstance(node, ast.Call) and _name(node.func) == "len" and node.args:
            return frozenset({"dim"}) if self._kinds(node.args[0]) & {"size"} else frozenset({"size"})
        if isinstance(node, ast.Call) and _name(node.func) in self._functions:
            return self._asked.get(_name(node.func), NONE)
        if isinstance(node, ast.Call) and _name(node.func) not in _PASSING | _QUERIES:
            return self._kinds(node.func)
        own = {kind for kind, names in _ASKING.items() if isinstance(node, ast.Attribute) and node.attr in names}
        return frozenset(own).union(*map(self._kinds, ast.iter_child_nodes(node)))

    def _telling(self, node: ast.AST) -> Kinds:
        """By what the words of an expression were chosen."""
        match node:
            case ast.Compare():
                return self._kinds(node) - {"dtype"}  # True is no name of a dtype, nor a word for its kind
            case ast.IfExp():
                return self._kinds(node.test) | self._telling(node.body) | self._telling(node.orelse)
            case ast.Name():
                return self._told.get(node.id, NONE)
            case ast.Subscript() if _is_table(node.value) or _name(node.value) in self._tables:
                return self._kinds(node.slice)
            case ast.Call(func=ast.Attribute(attr="get", value=table)) if node.args:
                return self._kinds(node.args[0]) if _is_table(table) or _name(table) in self._tables else NONE
            case ast.Call() if _name(node.func) in self._functions:
                return self._told.get(_name(node.func), NONE)
            case ast.Call() if _name(node.func) not in _PASSING:
                return NONE
            case ast.comprehension() | ast.Subscript():
                return NONE
        return NONE.union(*map(self._telling, ast.iter_child_nodes(node)))


def _add(known: dict[str, Kinds], name: str, kinds: Kinds) -> None:
    if kinds:
        known[name] = known.get(name, NONE) | kinds


def _bound(target: ast.expr) -> list[str]:
    return [node.id for node in ast.walk(target) if isinstance(node, ast.Name)]


def _is_table(node: ast.expr) -> bool:
    """Several texts to choose from."""
    items = node.values if isinstance(node, ast.Dict) else node.elts if isinstance(node, (ast.List, ast.Tuple)) else []
    return len(items) > 1 and all(map(_is_text, items))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
