"""`pincite graph`: draw what a decision is made of."""

import json
from typing import Final

import click

from pincite.cli.command import Command
from pincite.cli.streams import Exit, result, show
from pincitec.diagnostics import Diagnostic

FORMATS: Final = ("mermaid", "dot", "json")


@click.command(cls=Command, short_help="Draw the evaluation graph of a decision.")
@click.argument("decision")
@click.option("--format", "format", type=click.Choice(FORMATS), default="mermaid", show_default=True, help="How to draw it.")
def graph(decision: str, format: str) -> int:
    """Draw DECISION: its clauses with the days on which they stand, their conditions in the words of the law, and the facts they read."""
    from pincite.cli.packs import load_here
    from pincite.explain.ask import ASKED, decision_named, source
    from pincitec.graph.export import dot, graph_data, mermaid, picture

    loaded = load_here()
    if isinstance(loaded, Exit):
        return loaded
    name = decision_named(loaded.pack, decision)
    if isinstance(name, Diagnostic):
        show([name], {ASKED: source(decision)}, err=True)
        return Exit.USAGE
    if format == "json":
        result(json.dumps(graph_data(loaded.pack, name), indent=2))
    else:
        result({"mermaid": mermaid, "dot": dot}[format](picture(loaded.pack, name)))
    return Exit.OK
