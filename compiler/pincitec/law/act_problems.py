"""What is wrong with acts before any of them is applied: names, dates, order, statements about several."""

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import IMPOSSIBLE_DATE, LAW_STATEMENT
from pincitec.law.events import covered
from pincitec.syntax.law_tree import ActKind, ActNode, Quoted


def check_acts(acts: tuple[ActNode, ...]) -> list[Diagnostic]:
    """The problems of the acts of a file as they are written."""
    problems: list[Diagnostic] = []
    titles: dict[str, Quoted] = {}
    for act in acts:
        if act.kind is ActKind.ACT:
            title = act.titles[0]
            if title.text in titles:
                problems.append(
                    Diagnostic.at(LAW_STATEMENT, title.span, f"a second act `{title.text}`",
                                  others=[Label(titles[title.text].span, "the first one")])
                )  # fmt: skip
            titles.setdefault(title.text, title)
    inside = covered(acts)
    combined: set[str] = set()
    for act in acts:
        problems += _dates(act)
        named = [act.after] if act.after is not None else []
        if act.kind is not ActKind.ACT:
            named += act.titles
            problems += [
                Diagnostic.at(LAW_STATEMENT, t.span, f"`{t.text}` is already dealt with in another statement")
                for t in act.titles
                if t.text in combined
            ]
            combined |= {t.text for t in act.titles}
        problems += [
            Diagnostic.at(LAW_STATEMENT, quoted.span, f"there is no act `{quoted.text}` in this file",
                          help="acts are named by their titles, letter for letter")
            for quoted in named if quoted.text not in titles
        ]  # fmt: skip
        if act.kind is not ActKind.ACT:
            problems += _members(act, acts)
        if act.effective is None and act.operations and not act.waits and act.titles[0].text not in inside:
            problems.append(
                Diagnostic.at(LAW_STATEMENT, act.titles[0].span, "an act with operations needs the day it took effect",
                              help="`effective unknown` is for acts whose operations are not on file")
            )  # fmt: skip
    return problems + _circles(acts)


def _members(statement: ActNode, acts: tuple[ActNode, ...]) -> list[Diagnostic]:
    """The acts that a statement deals with take effect on its day; acts dated together have no operations of their own."""
    titles = {title.text for title in statement.titles}
    members = [act for act in acts if act.kind is ActKind.ACT and act.titles[0].text in titles]
    problems = [
        Diagnostic.at(
            LAW_STATEMENT,
            act.titles[0].span,
            f"the act takes effect on {act.effective}, the statement that deals with it on {statement.effective}",
            others=[Label(statement.titles[0].span, "the statement")],
        )
        for act in members
        if act.effective is not None and act.effective != statement.effective
    ]
    problems += [
        Diagnostic.at(
            LAW_STATEMENT,
            act.titles[0].span,
            "an act that waits or ends cannot be dealt with together with others",
            others=[Label(statement.titles[0].span, "the statement")],
            help="say at the statement when what it did ends; an act that waits changes nothing yet",
        )
        for act in members
        if act.waits or act.until is not None
    ]
    if statement.kind is ActKind.TOGETHER:
        problems += [
            Diagnostic.at(
                LAW_STATEMENT,
                act.titles[0].span,
                "the operations of this act would not be replayed: it is dated together with others",
                others=[Label(statement.titles[0].span, "the statement")],
                help="move them into the `together` statement",
            )
            for act in members
            if act.operations or act.remainders
        ]
    return problems


def _dates(act: ActNode) -> list[Diagnostic]:
    """The clocks of one act against one another. An act is made, known and in force in that order, unless it says that it reaches back."""
    span = act.titles[0].span
    problems = []
    made = act.enacted if act.enacted is not None else act.known
    if act.effective is not None and act.until is not None and act.until <= act.effective:
        problems.append(Diagnostic.at(IMPOSSIBLE_DATE, span, f"the act ends on `{act.until}` before it takes effect"))
    if act.enacted is not None and act.known is not None and act.known < act.enacted:
        problems.append(Diagnostic.at(IMPOSSIBLE_DATE, span, f"the act was known on `{act.known}` before it was enacted"))
    if act.retroactive is not None and made is None:
        problems.append(
            Diagnostic.at(LAW_STATEMENT, span, "an act that reaches back needs the day on which it was made",
                          help="add `enacted` and the day, or `known` and the day on which it entered the file")
        )  # fmt: skip
    elif act.effective is not None and act.retroactive is not None and made is not None and made <= act.effective:
        problems.append(
            Diagnostic.at(IMPOSSIBLE_DATE, span, f"the act was made on `{made}` and does not reach back before that day",
                          help="remove `retroactive`, or correct one of the days")
        )  # fmt: skip
    elif act.effective is not None and act.retroactive is None and act.enacted is not None and act.effective < act.enacted:
        problems.append(
            Diagnostic.at(IMPOSSIBLE_DATE, span, f"the act takes effect on `{act.effective}`, before it was enacted on `{act.enacted}`",
                          help='if it says that it reaches back, say so: retroactive because "…"')
        )  # fmt: skip
    if act.order_unknown and act.after is not None:
        problems.append(Diagnostic.at(LAW_STATEMENT, span, "the order of the act is both stated and unknown"))
    return problems


def _circles(acts: tuple[ActNode, ...]) -> list[Diagnostic]:
    """Acts each of which is said to follow the next, round in a circle: then no one of them is first."""
    after = {t.text: act.after for act in acts for t in act.titles if act.after is not None and act.kind is ActKind.ACT}
    problems: list[Diagnostic] = []
    done: set[str] = set()
    for start in after:
        path: list[str] = []
        here = start
        while here in after and here not in path and here not in done:
            path.append(here)
            here = after[here].text
        if here in path:
            circle = path[path.index(here) :]
            shown = " after ".join(f"`{title}`" for title in (*circle, circle[0]))
            others = [Label(after[title].span, "here") for title in circle[1:]]
            problems.append(
                Diagnostic.at(LAW_STATEMENT, after[circle[0]].span, f"acts that follow one another in a circle: {shown}",
                              others=others, help="one of them comes first: remove its `order after`")
            )  # fmt: skip
        done.update(path)
    return problems
