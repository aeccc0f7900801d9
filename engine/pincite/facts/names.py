"""Names in a facts file to the facts of a pack. A name may be short (`role`) where only one policy has a fact of that name."""

from pincite.facts.context import Context
from pincite.facts.literals import as_name
from pincite.facts.tree import Leaf
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.clauses import Fact


def find_fact(context: Context, key: Leaf) -> Fact | None:
    """The fact that a name stands for; `None` after a problem."""
    exact = context.pack.fact.get(key.text)
    if exact is not None:
        return exact
    found = context.pack.facts_called.get(key.text, ()) if key.text else ()
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(f"`{f.name}`" for f in found)
        message = f"`{key.text}` is a fact of more than one policy: {names}"
        context.report(rules.AMBIGUOUS_FACT, key.span, message, help="write the whole name of the one that is meant")
        return None
    short = {f.name.rpartition(".")[2]: f for f in context.pack.facts}
    near = did_you_mean(key.text, [*short, *context.pack.fact])
    notes = () if near else ("facts are " + ", ".join(f"`{name}`" for name in sorted(short)[:12]) + (", …" if len(short) > 12 else ""),)
    help = f"did you mean `{near}`?" if near else "use the name that the rules declare"
    context.report(rules.UNKNOWN_FACT, key.span, f"no rule knows the fact {as_name(key)}", help=help, notes=notes)
    return None
