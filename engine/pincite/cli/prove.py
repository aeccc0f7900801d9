"""`pincite prove`: what rules claim of one another, with the case that stands against a claim and the words of the law on both sides."""

from collections.abc import Sequence
from typing import Final

import click

from pincite.cli.command import Command
from pincite.cli.packs import load_here
from pincite.cli.streams import Exit, escape, result, talk
from pincitec.diagnostics.render.text import plural
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.graph.clauses import Verification

FORMATS: Final = ("text", "json")
FEWEST, MOST = 100, 10_000_000


@click.command(cls=Command, short_help="Search for cases against what the rules claim.")
@click.argument("titles", nargs=-1, metavar="[TITLE…]")
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to list them.")
@click.option("--cases", type=click.IntRange(FEWEST, MOST), metavar="N", help="Decide about N partial cases for each claim, and no more.")
def prove(titles: tuple[str, ...], format: str, cases: int | None) -> int:
    """Search, for each `verify "…": A implies B` of the rules, for a case in which A holds and B fails.

    TITLE is the title of a claim, or words of it. Without one, all claims are searched. It returns 1 if a claim is not as the rules say:
    a case stands against it, an expected one is not found, or the law it speaks of is on file on no day.
    """
    loaded = load_here()
    if isinstance(loaded, Exit):
        return loaded
    claims = loaded.pack.verifications
    if not claims:
        talk("nothing was searched: the rules claim nothing")
        talk('help: claim something that should be so: verify "…": A implies B because "…"')
        return Exit.USAGE
    named = chosen(claims, titles)
    if isinstance(named, str):
        return unknown(named, claims)
    from pincite.prove.run import findings
    from pincite.prove.seeds import seeds_of
    from pincitec.compile import study

    seeds = seeds_of(s for m in study(loaded.project).modules for s in m.scenarios)
    found = findings(loaded.pack, named, cases, seeds)
    failed = [f for f in found if not f.passed]
    if format == "json":
        from pincite.cli.prove_output import as_json

        result(as_json(found, loaded.pack))
    else:
        from pincite.cli.prove_output import as_text

        for line in as_text(found):
            result(line)
        talk(f"{plural(len(found), 'claim')}: {len(found) - len(failed)} as the rules say, {len(failed)} not")
    return Exit.FINDINGS if failed else Exit.OK


def chosen(claims: Sequence[Verification], titles: Sequence[str]) -> list[Verification] | str:
    """The claims that the titles name: one of exactly that title, or else all that have its words; or the first title of none."""
    named: list[Verification] = []
    for title in titles:
        exact = [c for c in claims if c.title == title]
        found = exact or [c for c in claims if title.strip() and title.casefold() in c.title.casefold()]
        if not found:
            return title
        named += found
    return [c for c in claims if c in named] if titles else list(claims)


def unknown(title: str, claims: Sequence[Verification]) -> Exit:
    talk(f"error: no claim has the title, or the words, `{escape(title)}`")
    near = did_you_mean(title, (c.title for c in claims))
    talk(f"help: did you mean `{escape(near)}`?" if near else "help: `pincite prove` without a title lists all claims")
    return Exit.USAGE
