"""The language wall: a syntax tree comes in, the same program with guards in it goes out.

On RestrictedPython's transformer, which refuses every kind of node that nobody has looked at. What differs: attribute
access is guarded and everything else is left to Python itself, so that a program means exactly what it means in a
notebook. The guards' names cannot be written in source text. Next: `program` compiles the tree.
"""

import ast
from collections.abc import Iterable
from typing import Any, TypeVar

from RestrictedPython.transformer import RestrictingNodeTransformer

from sandbox.policy.import_statements import ImportGuard
from sandbox.policy.names import is_dunder, names
from sandbox.policy.patterns import PatternGuard
from sandbox.policy.refusal import Refusal
from sandbox.policy.trees import (
    DELETE,
    HOLDER,
    MISSING,
    PASSING,
    READ,
    VALUE,
    WRITE,
    call,
    last_line,
    located,
    name_node,
)

_LEAVES = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
_WORDS = {
    "AsyncFunctionDef": "async def",
    "AsyncFor": "async for",
    "AsyncWith": "async with",
    "Await": "await",
    "TryStar": "except*",
}
_Node = TypeVar("_Node", bound=ast.AST)


class Transformer(ImportGuard, PatternGuard, RestrictingNodeTransformer):
    """Raises Refusal at the first thing that is not offered."""

    def __init__(self) -> None:
        super().__init__()
        self._scopes: list[str] = []  # "class" or "function", outermost first
        self._classes: list[str] = []

    def error(self, node: ast.AST, info: str) -> None:
        """What RestrictedPython itself refuses."""
        kind = type(node).__name__
        raise Refusal("syntax", _WORDS.get(kind, kind), line=getattr(node, "lineno", None))

    def node_contents_visit(self, node: _Node) -> _Node:
        """Visit what is in a node; operators and contexts are nothing that could be refused."""
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                value[:] = self._each(value)
            elif isinstance(value, ast.AST) and not isinstance(value, _LEAVES):
                setattr(node, field, self.visit(value))
        return node

    def _each(self, values: list[Any]) -> Iterable[Any]:
        for value in values:
            if not isinstance(value, ast.AST) or isinstance(value, _LEAVES):
                yield value
                continue
            result = self.visit(value)
            if isinstance(result, list):
                yield from result
            elif result is not None:
                yield result

    # Names

    def check_name(self, node: ast.AST, name: str | None, allow_magic_methods: bool = False) -> None:
        """Refuse double-underscore names, but for those that do no harm where they stand."""
        if name is None or not is_dunder(name):
            return
        lists = names().dunders
        in_class = bool(self._scopes) and self._scopes[-1] == "class"
        if name not in lists.globals and not (in_class and name in lists.methods | lists.define):
            raise Refusal("dunder", name, line=getattr(node, "lineno", None))

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name, read or bound."""
        self.check_name(node, node.id)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A literal."""
        return node

    def visit_Global(self, node: ast.Global) -> ast.AST:
        """`global`."""
        return self._checked_names(node)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> ast.AST:
        """`nonlocal`."""
        return self._checked_names(node)

    def _checked_names(self, node: ast.Global | ast.Nonlocal) -> ast.AST:
        for name in node.names:
            self.check_name(node, name)
        return node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """A keyword argument: some functions keep it as an attribute."""
        if node.arg is not None and is_dunder(node.arg):
            raise Refusal("dunder", node.arg, line=node.lineno)
        return self.node_contents_visit(node)

    # Attributes

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """`a.b` is read by a guard; `a.b = c`, `a.b += c` and `del a.b` stay, with a guard around `a`."""
        name = self._mangled(node.attr)
        node.value = self.visit(node.value)
        if isinstance(node.ctx, ast.Load):
            return call(READ, [node.value, ast.Constant(name)], last_line(node))
        guard = DELETE if isinstance(node.ctx, ast.Del) else WRITE
        node.value = call(guard, [node.value, ast.Constant(name)], node.value)
        return node

    def _mangled(self, name: str) -> str:
        """As Python spells `self.__x` inside of a class."""
        owner = self._classes[-1].lstrip("_") if self._classes else ""
        return f"_{owner}{name}" if owner and name.startswith("__") and not name.endswith("__") else name

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        """Python's own, in place; `a.b += c` reads and writes `a.b` by the guards and looks for `a` once."""
        if not isinstance(node.target, ast.Attribute):
            return self.node_contents_visit(node)
        name, holder, value = self._mangled(node.target.attr), name_node(HOLDER), name_node(VALUE)
        owner = self.visit(node.target.value)
        read = call(READ, [holder, ast.Constant(name)], last_line(node.target))
        written = ast.Attribute(
            call(WRITE, [name_node(HOLDER), ast.Constant(name)], node.target), node.target.attr, ast.Store()
        )
        steps: list[ast.stmt] = [
            ast.Assign([name_node(HOLDER, ast.Store())], owner),
            ast.Assign([name_node(VALUE, ast.Store())], read),
            ast.AugAssign(name_node(VALUE, ast.Store()), node.op, self.visit(node.value)),
            ast.Assign([located(written, node.target)], value),
            ast.Delete([name_node(HOLDER, ast.Del()), name_node(VALUE, ast.Del())]),
        ]
        return [located(step, node) for step in steps]

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """Python's own; the annotation is visited like any expression."""
        return self.node_contents_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """Python's own: what an item is may be limited only where its attributes are read."""
        return self.node_contents_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Python's own. A method call that spans lines counts as on its method's line."""
        place = last_line(node.func) if isinstance(node.func, ast.Attribute) else None
        node = self.node_contents_visit(node)
        if place is not None and place is not node.func and node.lineno != place.lineno:
            node.lineno, node.col_offset = place.lineno, place.col_offset
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        """Python's own, unpacking too."""
        return self.node_contents_visit(node)

    def visit_Starred(self, node: ast.Starred) -> ast.AST:
        """Python's own."""
        return self.node_contents_visit(node)

    # Statements

    def guard_iter(self, node: ast.For | ast.comprehension) -> ast.AST:
        """Python's own iteration."""
        return self.node_contents_visit(node)

    def visit_With(self, node: ast.With) -> ast.AST:
        """Python's own."""
        return self.node_contents_visit(node)

    def visit_Try(self, node: ast.Try) -> ast.AST:
        """No handler of a program may hold a refusal: a first one passes it on."""
        node = self.node_contents_visit(node)
        if node.handlers:
            first = ast.ExceptHandler(type=ast.Name(PASSING, ast.Load()), name=None, body=[ast.Raise()])
            node.handlers.insert(0, located(first, node.handlers[0]))
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Python's own."""
        node.decorator_list = list(self._each(node.decorator_list))
        node.args = self.visit(node.args)
        node.returns = self.visit(node.returns) if node.returns else None
        if node.name == "__getattr__" and self._scopes[-1:] == ["class"]:
            node.decorator_list.insert(0, located(ast.Name(MISSING, ast.Load()), node))
        else:
            self.check_name(node, node.name)
        self._body(node, "function")
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        """Python's own."""
        node.args = self.visit(node.args)
        self._scopes.append("function")
        node.body = self.visit(node.body)
        self._scopes.pop()
        return node

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """A parameter and its annotation."""
        self.check_name(node, node.arg)
        return self.node_contents_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Python's own; what it may inherit from is seen when it is made."""
        self.check_name(node, node.name)
        node.decorator_list = list(self._each(node.decorator_list))
        node.bases, node.keywords = list(self._each(node.bases)), list(self._each(node.keywords))
        self._classes.append(node.name)
        self._body(node, "class")
        self._classes.pop()
        return node

    def _body(self, node: ast.FunctionDef | ast.ClassDef, scope: str) -> None:
        for parameter in getattr(node, "type_params", ()):  # from Python 3.12 on
            self.not_allowed(parameter)
        self._scopes.append(scope)
        node.body = list(self._each(node.body))
        self._scopes.pop()

    def visit_Module(self, node: ast.Module) -> ast.Module:
        """The program."""
        return self.node_contents_visit(node)
