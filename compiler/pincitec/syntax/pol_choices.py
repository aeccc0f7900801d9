"""What a choice of readings has to say: each reading once, and one of them as the default.

Who chose, and when, is said of the default alone. Any reading may have its reason.
"""

from collections.abc import Iterator

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.syntax import UNCLEAR_CHOICE
from pincitec.syntax import pol_tree as t


def chosen_once(choice: t.ChoiceDecl) -> Iterator[Diagnostic]:
    """Problems of a choice in which the default, or a reading, cannot be told. An unlisted default would be a guess."""
    defaults = [a for a in choice.alternatives if a.default]
    if not defaults:
        message = f"the choice `{choice.name.text}` does not say which reading is the default"
        yield Diagnostic.at(UNCLEAR_CHOICE, choice.name.span, message, help="write `default` after the words of one reading")
    for again in defaults[1:]:
        message = f"`{again.name.text}` is a second default of the choice `{choice.name.text}`"
        others = [Label(defaults[0].name.span, "the first default")]
        yield Diagnostic.at(UNCLEAR_CHOICE, again.name.span, message, others=others, help="leave `default` with one reading")
    named: dict[str, t.Word] = {}
    for reading in choice.alternatives:
        first = named.setdefault(reading.name.text, reading.name)
        if first is not reading.name:
            message = f"two readings of the choice `{choice.name.text}` are called `{first.text}`"
            yield Diagnostic.at(UNCLEAR_CHOICE, reading.name.span, message, others=[Label(first.span, "the first")], help="rename one")
        if not reading.default and (reading.chosen_by is not None or reading.chosen_on is not None):
            message = f"`{reading.name.text}` says by whom or when it was chosen, and is not the default"
            help = "say who chose, and when, after `default`; a reading that is not the default may have its `because`"
            yield Diagnostic.at(UNCLEAR_CHOICE, reading.name.span, message, help=help)
