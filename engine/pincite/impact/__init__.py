"""What an act breaks, and for whom: operations, units, quotations, clauses, decisions, cases, each with its place and its days.

    from pathlib import Path
    from pincite.impact import Refused, impact
    from pincitec.project import find_project

    project, _ = find_project(Path.cwd())
    found = impact(project, "us-nm/22-10A-11", "Laws 2018, ch. 72, § 3")
    assert not isinstance(found, Refused)
    print([c.id for c in found.lost])

Stands between `explain`, whose determinations it compares, and `report`, which shows it. Nothing is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pincite.explain.display import show_date
from pincite.impact.cases import fact_cases, scenario_cases
from pincite.impact.chain import clause_changes, crossings, decision_changes, quotation_changes, resting, words_came
from pincite.impact.effects import effects_of
from pincite.impact.model import ActSaid, Cases, Impact
from pincite.impact.rules import Refused, Rules, acts_named, read_rules
from pincite.impact.words import Turn, act_said, changes_of, day_of, turn_on
from pincitec.law.model import Act
from pincitec.project import Project

__all__ = ["Impact", "Refused", "Rules", "acts_named", "impact", "impact_of", "read_rules"]

NONE = Cases(0, 0, 0, 0, (), (), ())


def impact(
    project: Project, section_id: str, act_title: str, *, overlay: Mapping[str, str] | None = None, facts: Sequence[Path] = ()
) -> Impact | Refused:
    """The impact of an act on file, or of one that stands in `overlay`: texts in place of files of the project, by the path shown (of
    `.law` files and of the sources beside them). `facts` are files and folders of stored facts besides those that the settings name.

    `Refused` holds the errors with which the rules cannot be asked at all. Raises `LookupError` where the section has no such act.
    """
    rules = read_rules(project, overlay)
    return rules if isinstance(rules, Refused) else impact_of(rules, section_id, act_title, facts)


def impact_of(rules: Rules, section_id: str, act_title: str, facts: Sequence[Path] = ()) -> Impact:
    """The impact of an act of a section. Raises `LookupError` where the section has no such act; `acts_named` finds those that are."""
    named = {section.id: (section, act) for section, act in acts_named(rules.sections, act_title)}
    section, act = named[section_id]
    day = day_of(act)
    said = act_said(section, act, day, rules)
    if day is None:
        return Impact(said, False, False, (), (), rules.outdated, (), (), NONE, NONE, (without_effect(act),), not act.repealed)
    turn = turn_on(section, day)
    found = tuple(crossings(rules, turn))
    clauses = clause_changes(found, rules, turn, act.title)
    decisions = resting(rules, section.id)
    done = effects_of(rules, section, act, decisions, facts)
    direct = bool(act.operations or act.remainder or not act.on_acts)
    return Impact(
        said,
        turn.complete_before,
        turn.complete_after,
        changes_of(turn),
        quotation_changes(found, rules, turn),
        rules.outdated,
        clauses,
        decision_changes(clauses, rules),
        scenario_cases(rules, day, decisions) if direct else NONE,
        fact_cases(rules, day, decisions, facts) if direct else NONE,
        (*done.untold, *notices(said, act, turn, day)),
        bool(done.untold) or (direct and turn.complete_before and not turn.complete_after),
        done.told,
        direct,
        words_came(rules, turn),
    )


def without_effect(act: Act) -> str:
    """Why there is no day on which an act changed the text."""
    if act.repealed:
        return "it was repealed before it took effect, and changed nothing"
    if act.waits and act.condition is not None:
        return f"it has not taken effect as far as is on file: it waits until “{act.condition.words}”"
    return "when it took effect is not on file, so what it changed cannot be told from what other acts did"


def notices(said: ActSaid, act: Act, turn: Turn, day: date) -> Iterator[str]:
    """What could not be told, and what the reader must know of the rest."""
    on = show_date(day)
    direct = bool(act.operations or act.remainder or not act.on_acts)
    if direct and not turn.complete_before:
        yield f"the whole text before {on} is not on file: which clauses stood on it cannot be told"
    if direct and not turn.complete_after:
        yield f"the whole text from {on} on is not on file: no clause can rest on it"
    if said.applies:
        yield f"it applies “{said.applies}”: for all others the text before it goes on"
    if said.until:
        yield f"it is temporary: on {show_date(said.until)} the text is again as it was"
    if act.retroactive and act.enacted:
        yield f"it was made on {show_date(act.enacted)} and reaches back to {on}: answers given before it was made may be others"
    if len(act.periods) > 1:
        yield f"it was revived on {show_date(act.periods[1].from_)}; only its first day is told of here"
    if said.others and direct:
        yield "other acts took effect on the same day: what is told below is the work of all of them"
    known = turn.section.horizon.known_until
    if known is not None and known < day:
        yield f"the sources on file reach only to {show_date(known)}"
