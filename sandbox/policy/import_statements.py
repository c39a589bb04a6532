"""`import` as the language wall has it: statements come in, assignments of what the wall gives go out."""

import ast
from typing import Any

from sandbox.policy.trees import FROM, IMPORT, STAR, call, located


class ImportGuard(ast.NodeTransformer):
    """What a transformer does with `import`. Mixed into one that checks names and knows its scopes."""

    _scopes: list[str]

    def visit_Import(self, node: ast.Import) -> Any:
        """`import a.b as c` asks the wall for the module."""
        return [located(self._import(node, alias), node) for alias in node.names]

    def _import(self, node: ast.Import, alias: ast.alias) -> ast.Assign:
        target = alias.asname or alias.name.partition(".")[0]
        self._check_target(node, target)
        value = call(IMPORT, [ast.Constant(alias.name), ast.Constant(bool(alias.asname))], node)
        return ast.Assign(targets=[ast.Name(target, ast.Store())], value=value)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        """`from a import b` asks the wall for each name. (`__future__` is the compiler's business.)"""
        if node.module == "__future__" and not node.level:
            return None
        return [located(self._import_from(node, alias), node) for alias in node.names]

    def _import_from(self, node: ast.ImportFrom, alias: ast.alias) -> ast.stmt:
        module = ast.Constant("." * node.level + (node.module or ""))
        if alias.name == "*":
            if self._scopes:
                raise SyntaxError(
                    "import * only allowed at module level", (None, node.lineno, node.col_offset + 1, None)
                )
            return ast.Expr(call(STAR, [module], node))
        target = alias.asname or alias.name
        self._check_target(node, target)
        value = call(FROM, [module, ast.Constant(alias.name)], node)
        return ast.Assign(targets=[ast.Name(target, ast.Store())], value=value)

    def _check_target(self, node: ast.AST, name: str) -> None:
        self.check_name(node, name)  # type: ignore[attr-defined] # the transformer that this is mixed into
