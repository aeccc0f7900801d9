"""What may stand in a template of an office, found without running it: a small part of Jinja, and only names that a letter has.

Left out is whatever could reach beyond the letter, print text unescaped, or grow without end. `sandbox.py` holds the rest while it runs.
"""

from collections.abc import Iterator
from typing import Final

from jinja2 import TemplateSyntaxError, nodes

from pincite.report.office.family import NAME, Family, own_templates
from pincite.report.office.sandbox import Office
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.letters import LETTER_TEMPLATE_REFUSED
from pincitec.diagnostics.render.text import one_line
from pincitec.diagnostics.suggest import did_you_mean

NODES: Final = frozenset(
    [
        "Template",
        "Output",
        "TemplateData",
        "Extends",
        "For",
        "If",
        "Macro",
        "Block",
        "Include",
        "FromImport",
        "Assign",
        "Name",
        "Const",
        "Tuple",
        "List",
        "CondExpr",
        "Filter",
        "Test",
        "Call",
        "Keyword",
        "Getitem",
        "Slice",
        "Getattr",
        "Concat",
        "Compare",
        "Operand",
        "Not",
        "And",
        "Or",
        "Add",
        "Sub",
        "Mul",
    ]
)
"""The parts of Jinja that a template may have. Not among them: `autoescape`, `set` and `filter` blocks, `import`, `call`, `with`, `**`."""
KNOWN: Final = frozenset({"letter", "say", "plural", "spoken", "foreign", "loop", "super"})
"""The names that a template finds; all others are its own."""
DEEPEST: Final = 60
"""How deep parts of a template may lie in one another."""


def refused(source: Source, line: int, message: str, help: str | None = None, *, word: str = "") -> Diagnostic:
    """A problem on a line of a template (from 1), at `word` where the line has it."""
    starts = source.line_starts
    number = min(max(line, 1), len(starts))
    start = starts[number - 1]
    end = starts[number] - 1 if number < len(starts) else len(source.text)
    text = source.text[start:end]
    at = text.find(word) if word else -1
    if at >= 0:
        place = Span(source.path, start + at, start + at + len(word))
    else:
        place = Span(source.path, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))
    return Diagnostic.at(LETTER_TEMPLATE_REFUSED, place, message, help=help or "docs/letters-of-your-own.md says what a template can hold")


def problems_of(source: Source, family: Family, environment: Office) -> list[Diagnostic]:
    """What is wrong with a template, before it is run. `environment` has the filters and tests that there are."""
    try:
        tree = environment.as_written(source.text)
    except TemplateSyntaxError as error:
        return [refused(source, error.lineno, f"not a template: {one_line(str(error.message)).rstrip('.')[:200].lower()}")]
    except (RecursionError, ValueError, MemoryError):
        return [refused(source, 1, "parts of the template lie too deep in one another")]
    problems = list(dict.fromkeys(found(tree, source, family, environment)))
    return problems[:20]


def found(tree: nodes.Template, source: Source, family: Family, environment: Office) -> Iterator[Diagnostic]:
    own = declared(tree)
    pending: list[tuple[nodes.Node, int, nodes.Node | None]] = [(tree, 0, None)]
    while pending:
        node, depth, above = pending.pop()
        if depth > DEEPEST:
            yield refused(source, node.lineno, "parts of the template lie too deep in one another")
            return
        yield from of_node(node, above, source, family, environment, own)
        pending += [(child, depth + 1, node) for child in reversed(list(node.iter_child_nodes()))]


def declared(tree: nodes.Template) -> set[str]:
    """The names that a template gives: variables, parameters, macros, what it takes from another template."""
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx != "load"}
    names |= {node.name for node in tree.find_all(nodes.Macro)}
    for imported in tree.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in imported.names}
    return names


def of_node(
    node: nodes.Node, above: nodes.Node | None, source: Source, family: Family, environment: Office, own: set[str]
) -> Iterator[Diagnostic]:
    line = node.lineno or (above.lineno if above else 1) or 1
    kind = type(node).__name__
    if kind not in NODES:
        yield refused(source, line, f"`{called(kind)}` is not for templates of letters")
    match node:
        case nodes.Name(ctx="load") if node.name not in KNOWN | own:
            near = did_you_mean(node.name, KNOWN | own)
            yield refused(
                source, line, f"a template has no `{node.name[:80]}`", f"did you mean `{near}`?" if near else None, word=node.name
            )
        case nodes.Name() if node.ctx != "load" and (node.name in KNOWN or node.name.startswith("_")):
            yield refused(source, line, f"`{node.name[:80]}` is not a name that a template may give", word=node.name)
        case nodes.Macro() if node.name in KNOWN or node.name.startswith("_"):
            yield refused(source, line, f"`{node.name[:80]}` is not a name that a template may give", word=node.name)
        case nodes.Getattr() if node.attr.startswith("_"):
            yield refused(source, line, f"`{node.attr[:80]}` is no field of a letter", word=node.attr)
        case nodes.For() if node.test is not None or node.recursive:
            yield refused(source, line, "`for` with `if` or `recursive` is not for templates of letters", "put an `if` into the loop")
        case nodes.List() if not (isinstance(above, nodes.Filter) and above.name in ("min", "max")):
            yield refused(source, line, "a list is not for templates of letters", "only `[a, b]|max` and `[a, b]|min`")
        case nodes.Tuple() if node.ctx == "load":
            yield refused(source, line, "a list is not for templates of letters")
        case nodes.Filter() if node.name not in environment.filters:
            near = did_you_mean(node.name, environment.filters)
            help = f"did you mean `{near}`?" if near else f"there are: {', '.join(f'`{name}`' for name in sorted(environment.filters))}"
            yield refused(source, line, f"templates of letters have no filter `{node.name[:80]}`", help, word=node.name)
        case nodes.Test() if node.name not in environment.tests:
            yield refused(source, line, f"templates of letters have no test `{node.name[:80]}`", word=node.name)
        case nodes.Include() | nodes.Extends() | nodes.FromImport():
            yield from of_target(node, source, family)
        case nodes.Const(value=str()) if not node.value.replace("\n", "").isprintable():
            yield refused(source, line, "a text of the template holds a character that is not shown")


def of_target(node: nodes.Include | nodes.Extends | nodes.FromImport, source: Source, family: Family) -> Iterator[Diagnostic]:
    target = node.template
    name = target.value if isinstance(target, nodes.Const) and isinstance(target.value, str) else None
    if name is None or getattr(node, "ignore_missing", False):
        yield refused(
            source, node.lineno, "another template is named by its name alone", 'for example `include "letter/html/review.jinja"`'
        )
        return
    front, _, rest = name.partition("/")
    ours = own_templates()
    if front == "letter" and NAME.fullmatch(rest) and (rest in family.templates or rest in ours):
        return
    if front == "pincite" and rest in ours:
        return
    known = [f"letter/{n}" for n in {*ours, *family.templates}] + [f"pincite/{n}" for n in ours]
    near = did_you_mean(name, known)
    help = (
        f"did you mean `{near}`?" if near else "`letter/html/NAME.jinja` is yours, or else ours; `pincite/html/NAME.jinja` is always ours"
    )
    yield refused(source, node.lineno, f"there is no template `{one_line(name)[:80]}`", help, word=name)


def called(kind: str) -> str:
    """A part of Jinja as a template writes it."""
    words = {
        "Import": "import", "CallBlock": "call", "FilterBlock": "filter", "With": "with", "AssignBlock": "set", "Dict": "{…}", "Pow": "**",
        "ScopedEvalContextModifier": "autoescape", "EvalContextModifier": "autoescape", "NSRef": "namespace", "Div": "/", "FloorDiv": "//",
        "Mod": "%", "Neg": "-", "Pos": "+",
    }  # fmt: skip
    return words.get(kind, kind.lower())
