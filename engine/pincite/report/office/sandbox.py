"""The environment in which an office's templates run: the fields of a letter and nothing else, in a number of steps.

Every attribute, item, call and filter goes through here. What a template spends is counted: the parts of it that are run, however often,
and the characters that it prints or puts together. There is no clock, so that a letter is refused on every machine or on none.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, nodes, pass_context
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from pincite.report import view
from pincite.report.office.family import OURS, Family
from pincite.report.render import Ready, escape_for, furnish, laid
from pincite.texts import plural, say, spoken
from pincitec.diagnostics.suggest import did_you_mean

MOST_SPENT: Final = 5_000_000
"""Parts run and characters put together, for one letter: a hundred times what long letters take with our templates."""
COUNTING: Final = 20
"""What it takes to count, in parts."""
MOST_WIDTH: Final = 200
MOST_FIRST: Final = 100
"""Characters of what stands before a line."""
VIEWS: Final = tuple(v for v in vars(view).values() if isinstance(v, type) and issubclass(v, tuple) and v.__module__ == view.__name__)
LOOP: Final = frozenset({"index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem"})
KEPT: Final = ("length", "upper", "lower", "trim", "first", "last", "default", "join", "map", "min", "max", "format")
"""The filters of Jinja that there are; besides them those of letters."""
TEXTUAL: Final = frozenset({"fill", "heading", "rule", "code", "bare", "inline", "fragment", "address", "upper", "lower", "trim"})
"""Filters that take a text."""
TESTS: Final = ("defined", "none", "odd", "even")
FORMAT: Final = re.compile(r"(?:[^%]|%%|%-?(?:\*|[0-9]{1,3})?[sd])*")
STRUCTURE: Final = re.compile(r"[\s#>\\]*")
"""Marks that lay out Markdown and say nothing."""


class Refused(Exception):
    """Why a template was stopped; caught in `rendering.py`, which says at which line."""

    def __init__(self, message: str, help: str | None = None, word: str = "") -> None:
        super().__init__(message)
        self.message, self.help, self.word = message, help, word


class Loader(BaseLoader):
    """Templates by name alone: `letter/…` is the office's, or else ours; `pincite/…` is ours. No path is ever made of a name."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.ours = {path.relative_to(OURS).as_posix(): path for path in OURS.glob("*/*.jinja")}

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        front, _, name = template.partition("/")
        if front == "letter" and name in self.family.templates:
            own = self.family.templates[name]
            return own.text, own.path, lambda: True
        if front in ("letter", "pincite") and name in self.ours:
            return self.ours[name].read_text(encoding="utf-8"), f"pincite/{name}", lambda: True
        raise TemplateNotFound(template)


class Counted(NodeTransformer):
    """Puts a count before every piece of a template that is run, and in the place of `~`."""

    def visit_Output(self, node: nodes.Output) -> list[nodes.Node]:
        size = weight(node) + sum(len(part.data) for part in node.find_all(nodes.TemplateData))
        return [spending(size, node), self.generic_visit(node)]

    def visit_Include(self, node: nodes.Include) -> list[nodes.Node]:
        return [spending(10, node), node]

    def body(self, node: Any) -> nodes.Node:
        cost = sum(map(weight, node.body))
        self.generic_visit(node)
        node.body.insert(0, spending(1 + cost, node))
        return node  # type: ignore[no-any-return]

    visit_For = visit_Macro = visit_Block = body

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        joined = nodes.EnvironmentAttribute("joined", lineno=node.lineno)
        return nodes.Call(joined, list(node.nodes), [], None, None, lineno=node.lineno)


def weight(node: nodes.Node) -> int:
    """How many parts a piece of a template has."""
    return 1 + sum(map(weight, node.iter_child_nodes()))


def spending(size: int, near: nodes.Node) -> nodes.Node:
    line, size = near.lineno, size + COUNTING
    spend = nodes.EnvironmentAttribute("spend", lineno=line)
    return nodes.ExprStmt(nodes.Call(spend, [nodes.Const(size, lineno=line)], [], None, None, lineno=line), lineno=line)


class Office(ImmutableSandboxedEnvironment):
    """The environment of a family for one format. One letter at a time is written with it."""

    intercepted_binops = frozenset({"*", "+", "-", "//", "/", "%", "**"})

    def __init__(self, family: Family, kind: str, width: int) -> None:
        escaped = escape_for(kind)

        @pass_context  # so that nothing is printed, and counted, before the letter is written
        def finalize(context: Context, value: Any) -> Any:
            if isinstance(value, Undefined) or not isinstance(value, (str, int)):
                raise Refused("only a text or a number can be printed", "name a field of it, or go through it with `for`")
            self.spend(len(str(value)))
            return escaped(value)

        super().__init__(
            loader=Loader(family), undefined=StrictUndefined, finalize=finalize, auto_reload=False, optimized=False, **laid(kind)
        )
        self.spent = 0
        self.escaped = escaped
        kept = {name: self.filters[name] for name in KEPT}
        self.filters, self.globals = {}, {}
        self.tests = {name: self.tests[name] for name in TESTS}
        furnish(self, width)
        plain = dict(self.filters)
        self.filters = {name: self.counting(name, filter) for name, filter in plain.items()}
        self.filters.update({name: self.counting(name, filter) for name, filter in kept.items() if name not in ("map", "join", "format")})
        self.filters.update(made=self.made, join=self.join, map=self.each, format=self.formatted)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Counted().visit(super()._parse(source, name, filename))  # type: ignore[no-any-return]

    def as_written(self, text: str) -> nodes.Template:
        """A template as it stands in its file, with nothing counted."""
        return super()._parse(text, None, None)

    def spend(self, size: int) -> str:
        self.spent += size
        if self.spent > MOST_SPENT:
            raise Refused("the letter takes too long to write", "a loop runs too often, or a template puts itself into itself")
        return ""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, VIEWS):
            fields: tuple[str, ...] = obj._fields  # type: ignore[attr-defined]
            if attribute in fields:
                return getattr(obj, attribute)
            near = did_you_mean(attribute, fields)
            help = f"did you mean `{near}`?" if near else f"there are: {', '.join(f'`{field}`' for field in fields)}"
            raise Refused(f"there is no field `{attribute[:80]}` here", help, attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, str) and attribute == "split":
            return obj.split
        raise Refused(f"there is no field `{attribute[:80]}` here", None, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if isinstance(obj, (tuple, list, str)) and isinstance(argument, int):
            return obj[argument]
        raise Refused("this has no such item")

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        allowed = (say, plural, spoken, __self.globals["foreign"], __self.spend, __self.joined)
        if isinstance(__obj, Macro):
            made = __context.call(__obj, *args, **kwargs)
            return made if isinstance(made, Markup) else Ready(made)
        if isinstance(__obj, BlockReference) or any(__obj == one for one in allowed) or split_of(__obj):
            return __context.call(__obj, *args, **kwargs)
        raise Refused("this cannot be called")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.joined(left, right)
        if operator == "*" and isinstance(left, str) and isinstance(right, int) and right >= 0 and len(left) * right <= MOST_WIDTH:
            return self.kept(left * right)
        if operator in "+-*" and all(type(side) is int and abs(side) < 10**6 for side in (left, right)):
            return super().call_binop(context, operator, left, right)
        raise Refused(f"`{operator}` is for small numbers, and for the indents of lines")

    def kept(self, text: str) -> str:
        self.spend(len(text))
        return text

    def joined(self, *parts: Any) -> str:
        """Texts put together. Where one of them is markup already, the others are escaped."""
        if not all(isinstance(part, (str, int)) for part in parts):
            raise Refused("only texts and numbers can be put together")
        self.spend(sum(len(str(part)) for part in parts))
        if any(isinstance(part, Markup) for part in parts):
            return Markup("").join(parts)
        return "".join(map(str, parts))

    def made(self, value: Any) -> Any:
        """What a macro has put together, and marks of the layout, as they are; whatever else is escaped."""
        if isinstance(value, (Ready, Markup)):
            return value
        if isinstance(value, str) and STRUCTURE.fullmatch(value):
            return Ready(value)
        if not isinstance(value, (str, int)):
            raise Refused("only a text can be printed")
        return self.escaped(value)

    def join(self, values: Any, between: str = "") -> str:
        if not isinstance(between, str) or len(between) > MOST_FIRST:
            raise Refused("what stands between two texts is a short text")
        parts = list(values)
        return self.joined(*(part for i, value in enumerate(parts) for part in ((between, value) if i else (value,))))

    def each(self, values: Any, name: str) -> list[Any]:
        if name not in ("first", "last", "length"):
            raise Refused("`map` takes `first`, `last` or `length`")
        items = list(values)
        if not all(isinstance(item, (str, tuple)) for item in items):
            raise Refused("`map` takes a list of texts, or of rows")
        made = [len(item) if name == "length" else item[0 if name == "first" else -1] for item in items]
        self.spend(len(made))
        return made

    def formatted(self, value: Any, *args: Any) -> str:
        narrow = all(isinstance(one, str) or (type(one) is int and abs(one) <= MOST_WIDTH) for one in args)
        if not (isinstance(value, str) and len(value) <= MOST_FIRST and narrow and FORMAT.fullmatch(value)):
            raise Refused("`format` takes a short text with `%s`, `%d` or `%-*s`, and texts and small numbers")
        widths = re.findall(r"[0-9]+", value)
        if any(int(width) > MOST_WIDTH for width in widths):
            raise Refused("`format` takes a short text with `%s`, `%d` or `%-*s`, and texts and small numbers")
        return self.joined(value % args)

    def counting(self, name: str, filter: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that spends what it is given and what it makes."""
        argument = getattr(filter, "jinja_pass_arg", None)

        def counted(*args: Any, **kwargs: Any) -> Any:
            value, *more = args[1:] if argument is not None else args
            if name in TEXTUAL and not isinstance(value, (str, int)):
                raise Refused(f"`{name}` takes a text")
            if name == "rule" and len(str(value)) > 1:
                raise Refused("`rule` takes one character")
            if any(isinstance(one, str) and len(one) > MOST_FIRST for one in (*more, *kwargs.values())) and name != "default":
                raise Refused(f"`{name}` takes short texts beside what it lays out")
            if any(type(one) is int and abs(one) > MOST_WIDTH for one in (*more, *kwargs.values())):
                raise Refused(f"`{name}` takes small numbers")
            self.spend(len(value) if isinstance(value, (str, tuple, list)) else 1)
            made = filter(*args, **kwargs)
            if isinstance(made, str):
                self.spend(len(made))
            return made

        if argument is not None:
            counted.jinja_pass_arg = argument  # type: ignore[attr-defined]
        return counted


def split_of(called: object) -> bool:
    return isinstance(getattr(called, "__self__", None), str) and getattr(called, "__name__", "") == "split"
