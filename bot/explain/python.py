"""What Python (3.11) says to beginners, as patterns of its messages."""

from bot.explain.rule import Rule, rule

SYNTAX = ("SyntaxError", "IndentationError", "TabError")

RULES: tuple[Rule, ...] = (
    # before the first line runs
    rule("tabs_mixed", r"", "TabError"),
    rule("block_missing", r"expected an indented block", "IndentationError"),
    rule("indent_extra", r"unexpected indent", "IndentationError"),
    rule("indent_level", r"unindent does not match", "IndentationError"),
    rule("never_closed", r"'(?P<sign>.)' was never closed", *SYNTAX),
    rule("unmatched", r"unmatched '(?P<sign>.)'", *SYNTAX),
    rule(
        "brackets_cross",
        r"closing parenthesis '(?P<b>.)' does not match opening parenthesis '(?P<a>.)'",
        *SYNTAX,
    ),
    rule("colon_missing", r"expected ':'", *SYNTAX),
    rule("comma_missing", r"Perhaps you forgot a comma", *SYNTAX),
    rule("print_brackets", r"Missing parentheses in call to '(?P<name>\w+)'", *SYNTAX),
    rule("string_open", r"unterminated (triple-quoted |f-)?string literal", *SYNTAX),
    rule(
        "equals_once",
        r"invalid syntax\. Maybe you meant '=='",
        *SYNTAX,
    ),
    rule("assign_to", r"cannot (assign to|delete) (?P<what>[\w ]+?)( here\b|$)", *SYNTAX),
    rule("strange_sign", r"invalid (non-printable )?character '?(?P<sign>[^']*)'? ?\(?U\+", *SYNTAX),
    rule("number_name", r"invalid decimal literal", *SYNTAX),
    rule("return_outside", r"'(?P<word>return|yield|await|break|continue)' (outside|not)", *SYNTAX),
    rule("unexpected_end", r"unexpected EOF|incomplete input", *SYNTAX),
    rule("SyntaxError", r"", "SyntaxError"),
    rule("IndentationError", r"", "IndentationError"),
    # names
    rule("local_before", r"cannot access local variable '(?P<name>\w+)'", "UnboundLocalError"),
    rule("name_unknown", r"name '(?P<name>\w+)' is not defined", "NameError"),
    rule("module_unknown", r"No module named '(?P<name>[\w.]+)'", "ModuleNotFoundError", "ImportError"),
    rule("import_name", r"cannot import name '(?P<name>\w+)' from '(?P<module>[\w.]+)'", "ImportError"),
    rule("none_attribute", r"'NoneType' object has no attribute '(?P<name>\w+)'", "AttributeError"),
    rule("list_attribute", r"'list' object has no attribute '(?P<name>\w+)'", "AttributeError"),
    rule("array_attribute", r"'numpy\.ndarray' object has no attribute '(?P<name>\w+)'", "AttributeError"),
    rule("module_attribute", r"module '(?P<module>[\w.]+)' has no attribute '(?P<name>\w+)'", "AttributeError"),
    rule(
        "module_unmade",
        r"cannot assign (module|parameters?|buffers?).* before Module\.__init__\(\) call",
        "AttributeError",
    ),
    rule(
        "read_only",
        r"(property|attribute) '(?P<name>\w+)' of '[^']*' objects? (has no setter|is not writable)",
        "AttributeError",
    ),
    rule("attribute_unknown", r"'(?P<type>[\w.]+)' object has no attribute '(?P<name>\w+)'", "AttributeError"),
    # calls and operators
    rule("argument_missing", r"(?P<name>[\w.<>]+)\(\) missing \d+ required .*argument", "TypeError"),
    rule(
        "argument_extra",
        r"(?P<name>[\w.<>]+)\(\) takes .*positional arguments? but (?P<count>\d+) (was|were) given",
        "TypeError",
    ),
    rule(
        "argument_unknown",
        r"(?P<name>[\w.<>]+)\(\) got an unexpected keyword argument '(?P<word>\w+)'",
        "TypeError",
    ),
    rule(
        "list_arithmetic",
        r"unsupported operand type\(s\) for (?P<sign>\S+): ('list' and|'\w+' and 'list')",
        "TypeError",
    ),
    rule(
        "none_arithmetic",
        r"unsupported operand type\(s\) for (?P<sign>\S+): ('NoneType' and|'[\w.]+' and 'NoneType')",
        "TypeError",
    ),
    rule(
        "operands",
        r"unsupported operand type\(s\) for (?P<sign>.+?): '(?P<a>[\w.]+)' and '(?P<b>[\w.]+)'",
        "TypeError",
    ),
    rule("text_plus", r"can only concatenate str|must be str, not", "TypeError"),
    rule("list_times", r"can't multiply sequence by non-int", "TypeError"),
    rule("list_plus", r"can only concatenate (list|tuple)", "TypeError"),
    rule("not_callable", r"'(?P<type>[\w.]+)' object is not callable", "TypeError"),
    rule("not_subscriptable", r"'(?P<type>[\w.]+)' object is not subscriptable", "TypeError"),
    rule("not_iterable", r"'(?P<type>[\w.]+)' object is not iterable|cannot unpack non-iterable", "TypeError"),
    rule("list_index_type", r"(list|tuple|string) indices must be integers", "TypeError"),
    # values
    rule("unpack", r"(not enough|too many) values to unpack", "ValueError"),
    rule("number_text", r"(invalid literal for int\(\)|could not convert string to float)", "ValueError"),
)
