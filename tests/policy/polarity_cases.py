"""Cases in which an element of a clause is met, not met or open, and what the engine says of it there. Cases are found, not written."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from pincite.explain.case import Case, open_case
from pincite.explain.clauses import prove_questions
from pincite.explain.findings import find
from pincite.explain.leaves import Around, of_element as leaves_of
from pincite.explain.proof import ClauseProof, ElementProof, QuestionProof, ReadingProof
from pincite.explain.proof.answer import ReadingResult
from pincite.explain.reach import NEVER, Reach
from pincite.explain.reasons.outcome import but_for_exceptions
from pincite.explain.reasons.said import would
from pincite.explain.unmet import unmet
from pincite.facts import Facts, Given
from pincite.prove.search import Tally, within
from pincite.prove.space import Goal, space_of
from pincite.report.elements import Numbered, element_view
from pincite.report.letter.outstanding import unmet_need
from pincite.report.view import ElementView, FindingView
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Question
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import UNDETERMINED

ASKED: Final = date(2021, 6, 1)
DAYS: Final = tuple(date.fromisoformat(d) for d in ("2021-06-01", "2024-03-01", "2024-06-01", "2016-01-01", "2018-08-08"))
"""Days on which a question is asked, so that conditions on the day itself come to both."""
MOST_RECORDS: Final = 4
MOST_CASES: Final = 400
FOLDS: Final = ("some", "every", "every_or_none")


class Cases:
    """Cases of a question in which a node of one of its clauses has a given truth."""

    def __init__(self, pack: Pack, question: Question, part: ClauseNodes, never: set[int]) -> None:
        self.pack, self.question, self.part, self.never = pack, question, part, never
        self.clause: Clause = pack.clauses[part.clause]
        self.proofs: list[tuple[Case, tuple[QuestionProof, ...]]] = []
        self.readings = tuple(readings_of(pack, part))

    def where(self, node: int, truth: int, element: Element | None = None) -> Case | None:
        """The first case found, by day and by reading, in which the element is read; of "open", the one of which nothing is known."""
        for on, law_on in self.days():
            for readings in self.readings:
                facts = Facts() if truth == UNDETERMINED else self.facts(((node, truth),), on, law_on, readings)
                if facts is None:
                    continue
                case = open_case(self.pack, self.question, facts, on, law_on, readings, "reference")
                if case.values[node] == truth and (element is None or self.element(case, element) is not None):
                    return case
        return None

    def days(self) -> Iterator[tuple[date, date]]:
        """Days to ask on, each with a day of the law on which the clause stands; then days on which it stands for some cases only."""
        spans = [(s.from_, s.until) for s in self.clause.standings if s.state == "in_force"]
        for on in DAYS:
            if any((first is None or first <= on) and (until is None or on < until) for first, until in spans):
                yield on, on
        for first, until in reversed(spans):
            law_on = until - timedelta(1) if until is not None else first or ASKED
            yield from ((on, law_on) for on in DAYS)

    def facts(self, goal: Goal, on: date, law_on: date, readings: Mapping[str, str]) -> Facts | None:
        space = space_of(self.pack, goal, law_on, readings)
        space.on = on
        for longest in range(MOST_RECORDS):
            tally = Tally()
            within(space, longest, MOST_CASES, tally)
            if tally.found is not None:
                values = tally.found[1].inputs()
                return Facts({n: Given(n, v, "") for n, v in values.items()}, values)
        return None

    def questions_of(self, case: Case) -> tuple[QuestionProof, ...]:
        for known, proofs in self.proofs:
            if known is case:
                return proofs
        self.proofs.append((case, prove_questions(case)))
        return self.proofs[-1][1]

    def proof(self, case: Case) -> tuple[QuestionProof, ClauseProof]:
        main = self.questions_of(case)[0]
        return main, next(c for c in main.clauses if c.id == self.clause.id)

    def unless(self, case: Case, proof: QuestionProof) -> str | None:
        found = but_for_exceptions(case, self.questions_of(case)) if proof.verdict == UNDETERMINED else None
        return would(case, proof, found) if found else None

    def element(self, case: Case, element: Element) -> ElementProof | None:
        """The proof of an element, wherever in its clause it stands; `None` under another reading."""
        _, clause = self.proof(case)
        tops = (*((clause.root,) if clause.root else ()), *clause.exceptions, *clause.applicability)
        return next((e for top in tops for e in top.walk() if e.node == element.node and not e.per_record), None)

    def asked_of_records(self, element: Element, place: int) -> str:
        case = self.where(element.node, UNDETERMINED, element)
        found = None if case is None else self.element(case, element)
        return (found.children[place].text or found.children[place].kind) if found is not None else "–"

    def rendered(self, case: Case, element: ElementProof, wanted: int) -> tuple[ElementView, tuple[str, ...]]:
        """As a letter sets it out, and as it lists what is outstanding."""
        proof, clause = self.proof(case)
        findings = find(case, case.facts_under(element.node))
        by_name = {f.name: f for f in findings}
        rows = {f.name: FindingView(f"F{i}", f.label, "", "", f.missing is not None, "") for i, f in enumerate(findings, 1)}
        answers = tuple(q.sentence for q in self.questions_of(case))
        around = Numbered(rows, {f.name: f.statement for f in findings}, read(case), answers)
        plain = element._replace(children=()) if element.kind not in FOLDS else element
        view = element_view(plain._replace(needed=True), "", around, proof)
        lines = []
        reach = Reach(case, self.questions_of(case))
        reach.goal = NEVER  # whatever the others are
        failing = tuple(leaf for leaf in leaves_of(reach, element, wanted, Around(clause)) if not leaf.element.questions)
        for listed in unmet(case, failing, by_name) if not element.children else ():
            lines += [f"listed: {unmet_need(listed, [listed], proof.kind).text}", f"to do: {listed.cure}"]
        return view, tuple(lines)


def read(case: Case) -> dict[str, ReadingProof]:
    """How each choice is read in a case, as a letter tells it."""
    found = {}
    for choice in case.pack.choices:
        used = case.readings[choice.name]
        results = tuple(ReadingResult(a.name, a.wording, a.name == used, UNDETERMINED, None, "") for a in choice.alternatives)
        found[choice.name] = ReadingProof(choice.name, choice.wording, used, True, None, None, None, results, False)
    return found


def readings_of(pack: Pack, part: ClauseNodes) -> Iterator[dict[str, str]]:
    """The defaults, then each alternative of each choice that the clause makes."""
    yield defaults(pack)
    tops = [*((part.root,) if part.root else ()), *part.exceptions]
    while tops:
        element = tops.pop(0)
        tops += element.children
        if element.choice is not None:
            yield from ({**defaults(pack), element.choice: a.name} for a in pack.choice[element.choice].alternatives)


def defaults(pack: Pack) -> dict[str, str]:
    return {c.name: c.default for c in pack.choices}
