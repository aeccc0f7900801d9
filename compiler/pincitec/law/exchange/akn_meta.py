"""What is known of a version → the metadata of an Akoma Ntoso document: addresses, events, periods, references, notes.

Every period is half-open: its `end` is the event of the first day on which the text no longer stands.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import frozen

from pincitec.law.exchange.akn_ids import LANGUAGE, Names, slug
from pincitec.law.exchange.xml_write import Node
from pincitec.law.model import Act, EndKind, Section, Version
from pincitec.syntax.law_tree import ActKind

EDITOR: Final = "#pincite"


@frozen
class Timeline:
    """The events of a section in order, and its periods. `acts`: the id of each act's reference, by its title."""

    acts: dict[str, str]
    events: tuple[Node, ...]
    groups: tuple[Node, ...]
    versions: dict[date, str]
    """The id of the period of each version, by its first day."""
    forces: dict[str, str]
    """The id of the period in which an act has effect, by its title."""


def timeline(section: Section, version: Version) -> Timeline:
    """The events of all acts with a day, and of the ends of versions that no act explains. `version` is the one written."""
    acts = {act.title: f"act_{number}" for number, act in enumerate(enactments(section), 1)}
    ends = {(v.from_, v.ended.act) for v in section.versions if v.ended is not None and v.ended.kind is EndKind.REPEALED}
    when: set[tuple[date, str, str]] = set()
    for act in enactments(section):
        for period in effects(section, act):
            when.add((period.start, acts[act.title], "repeal" if (period.start, act.title) in ends else "amendment"))
            if period.end is not None:
                when.add((period.end, acts[act.title], "amendment"))
    explained = {day for day, _, _ in when}
    bounds = {day for v in section.versions for day in (v.from_, v.until) if day is not None}
    first = section.versions[0].from_
    for day in bounds - explained:
        when.add((day, "pincite", "generation" if day == first else "amendment"))
    order = {name: number for number, name in enumerate(acts.values())}
    events, by_day = [], dict[date, str]()
    for number, (day, source, kind) in enumerate(sorted(when, key=lambda event: (event[0], order.get(event[1], -1))), 1):
        name = f"event_{number}"
        by_day.setdefault(day, name)
        origin = "true" if day == version.from_ else None
        events.append(
            Node("eventRef", {"eId": name, "date": str(day), "source": f"#{source}", "type": kind, "originatingExpression": origin})
        )
    versions = {v.from_: f"tg_{number}" for number, v in enumerate(section.versions, 1)}
    groups = [_group(versions[v.from_], by_day[v.from_], by_day.get(v.until) if v.until is not None else None) for v in section.versions]
    forces: dict[str, str] = {}
    for act in enactments(section):
        own = list(effects(section, act))
        if own:
            forces[act.title] = f"tg_{acts[act.title]}"
            intervals = tuple(_interval(by_day[p.start], by_day[p.end] if p.end is not None else None) for p in own)
            groups.append(Node("temporalGroup", {"eId": forces[act.title]}, intervals))
    return Timeline(acts, tuple(events), tuple(groups), versions, forces)


def enactments(section: Section) -> Iterator[Act]:
    """The acts themselves, without the statements that deal with several."""
    return (act for act in section.acts if act.kind is ActKind.ACT)


@frozen
class Effect:
    """The days `[start, end)` on which an act has effect."""

    start: date
    end: date | None


def effects(section: Section, act: Act) -> Iterator[Effect]:
    """When an act has effect. An act that is dealt with in a statement has effect as that statement does."""
    governing = next((other for other in section.acts if act.title in other.reconciled), act)
    for period in governing.periods:
        yield Effect(period.from_, period.until)


def _group(name: str, start: str, end: str | None) -> Node:
    return Node("temporalGroup", {"eId": name}, (_interval(start, end),))


def _interval(start: str, end: str | None) -> Node:
    return Node("timeInterval", {"start": f"#{start}", "end": f"#{end}" if end is not None else None, "refersTo": "#in-force"})


def identification(section: Section, version: Version, names: Names) -> Node:
    expression = names.expression(version)
    aliases = tuple(Node("FRBRalias", {"value": cite, "name": "cite"}) for cite in section.cites)
    author = Node("FRBRauthor", {"href": "#authority"})
    editor = Node("FRBRauthor", {"href": EDITOR})
    dated = "assumed" if version.assumed is not None else "version"
    return Node(
        "identification",
        {"source": EDITOR},
        (
            Node(
                "FRBRWork",
                {},
                (
                    *_addresses(names.work, "!main"),
                    *aliases,
                    Node("FRBRdate", {"date": str(names.day), "name": names.dated}),
                    author,
                    Node("FRBRcountry", {"value": names.country}),
                    Node("FRBRsubtype", {"value": names.kind}),
                    Node("FRBRnumber", {"value": names.number}),
                ),
            ),
            Node(
                "FRBRExpression",
                {},
                (
                    *_addresses(expression, "!main"),
                    Node("FRBRdate", {"date": str(version.from_), "name": dated}),
                    editor,
                    Node("FRBRlanguage", {"language": LANGUAGE}),
                ),
            ),
            Node(
                "FRBRManifestation",
                {},
                (
                    *_addresses(expression, "!main.xml", ".akn"),
                    Node("FRBRdate", {"date": str(version.from_), "name": "expression"}),
                    editor,
                    Node("FRBRformat", {"value": "application/akn+xml"}),
                ),
            ),
        ),
    )


def _addresses(address: str, component: str, ending: str = "") -> tuple[Node, Node]:
    return Node("FRBRthis", {"value": f"{address}/{component}"}), Node("FRBRuri", {"value": f"{address}{ending}"})


def references(section: Section, names: Names, line: Timeline) -> Node:
    """The acts, and who and what the metadata speaks of. An act's address is made from its title."""
    head = f"/akn/ontology/organization/{names.country}"
    acts = tuple(
        Node("passiveRef", {"eId": line.acts[act.title], "href": act_address(act, names), "showAs": act.title})
        for act in enactments(section)
    )
    fixed = (
        Node("TLCOrganization", {"eId": "pincite", "href": "/akn/ontology/organization/pincite", "showAs": "Pincite"}),
        Node("TLCOrganization", {"eId": "authority", "href": f"{head}/authority", "showAs": "the authority that made the text"}),
        Node("TLCConcept", {"eId": "in-force", "href": "/akn/ontology/concept/in-force", "showAs": "in force"}),
    )
    return Node("references", {"source": EDITOR}, (*acts, *fixed))


def act_address(act: Act, names: Names) -> str:
    return f"/akn/{names.country}/act/{act.enacted or 'nd'}/{slug(act.title).lower()}"


def notes(said: tuple[str, ...]) -> Node | None:
    """What a reader of the document has to know, a note each."""
    found = tuple(Node("note", {"eId": f"note_{number}"}, (Node("p", {}, (words,)),)) for number, words in enumerate(said, 1))
    return Node("notes", {"source": EDITOR}, found) if found else None
