"""Drafts of acts → the operations that hold: each in the most exact form in which the whole file can be read without a problem.

The file is written, read as any `.law` file is, and where an operation does not hold, its next form is tried, until nothing is wrong. So
what is written down has been carried out: what is not certain has become a hole or a remainder on the way, and is told.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from attrs import define, evolve, field

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.importing import NOT_IMPORTED
from pincitec.diagnostics.catalogue.law import OPERATION_MISSES, UNRECONCILED_ACTS, WORDS_AND_FIGURES
from pincitec.law.importing.acts import Act, Told
from pincitec.law.importing.designations import unsettled
from pincitec.law.importing.drafts import Candidate, Draft, Known, Node, draft
from pincitec.law.importing.misquotes import mended
from pincitec.law.importing.naming import short, shown
from pincitec.law.importing.reconciled import own_words, reconcile
from pincitec.law.importing.seams import JOINT, sewn
from pincitec.law.importing.twins import explained
from pincitec.law.importing.written import act_node
from pincitec.law.model import Evidence, Section
from pincitec.law.places import units_of, version_on
from pincitec.law.reading import read_section
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_tree import ActKind, ActNode, AddUnit, AnchorKind, LawFile, Remainder, WordsIn

Writer = Callable[[Sequence[ActNode], Sequence[str]], str]
"""Writes the whole file with these acts, and with these words of the text marked as slips that are kept."""

_ABSENT: Final = re.compile(r"\bdoes not stand\b")
"""How the reader says that words are not there."""
_ORDER: Final = "the annotations do not say in which order acts of one day were applied"


@define
class _Attempt:
    """An act with its drafts, and which form of each is tried."""

    act: Act
    drafts: list[Draft]
    chosen: list[int] = field(init=False)
    looked_at: set[int] = field(factory=set)
    """Drafts whose joints and designations have been looked at."""

    def __attrs_post_init__(self) -> None:
        self.chosen = [0] * len(self.drafts)

    def candidate(self, n: int) -> Candidate:
        return self.drafts[n].candidates[self.chosen[n]]

    def nodes(self) -> list[Node]:
        found = (self.candidate(n).node for n in range(len(self.drafts)))
        return [node for node in found if node is not None]

    def put(self, n: int, candidate: Candidate) -> None:
        forms = list(self.drafts[n].candidates)
        forms[self.chosen[n]] = candidate
        self.drafts[n] = evolve(self.drafts[n], candidates=tuple(forms))


@define
class Settled:
    """The file as it can be read, the section in it, and what a person has to look at."""

    text: str
    section: Section
    told: list[Told]


def settle(acts: Sequence[Act], known: Known, write: Writer, source: str, evidence: Evidence, text: Span) -> Settled | list[Diagnostic]:
    """The file with the operations that hold; or the problem that no weaker form mends.

    `acts` are the newest first; `source` is the name of the source; `text` is where the text of the section stands in the received file.
    """
    return _Settler([_Attempt(act, []) for act in acts], known, write, source, evidence, text).run()


class _Settler:
    def __init__(self, attempts: list[_Attempt], known: Known, write: Writer, source: str, evidence: Evidence, text: Span) -> None:
        self.attempts = attempts
        self.write, self.source, self.evidence, self.text = write, source, evidence, text
        self.slips: list[str] = []
        self.ladder = known.ladder
        self.draft(known)

    def draft(self, known: Known) -> None:
        drafts: dict[str, list[Draft]] = {}
        later = known
        for attempt in self.attempts:
            made = draft(attempt.act.clauses, later)
            drafts[attempt.act.title] = made
            added = frozenset(path for d in made if (path := _added(d)) is not None)
            later = evolve(later, added_later=later.added_later | added)
        dated = [(a.act.title, a.act.effective, drafts[a.act.title]) for a in self.attempts]
        drafts = {title: explained(made, day, dated, known.ladder) for title, day, made in dated}
        common = [a for a in self.attempts if a.act.kind is ActKind.RECONCILE]
        for attempt in self.attempts:
            inside = any(attempt.act.titles[0] in c.act.titles for c in common)
            made = drafts[attempt.act.title]
            if attempt in common:
                made = reconcile([drafts[title] for title in attempt.act.titles])
            elif inside:
                made = own_words(made)
            attempt.drafts, attempt.chosen = made, [0] * len(made)

    def run(self) -> Settled | list[Diagnostic]:
        forms = sum(len(d.candidates) for attempt in self.attempts for d in attempt.drafts)
        for _ in range(2 * forms + len(self.attempts) + 2):
            text, law, section, problems = self.read()
            if problems:
                if law is None or not (self.keep_slips(text, law, problems) or self.weaken(law, section, problems)):
                    return [self.refusal(law, problems[0])]
                continue
            assert law is not None and section is not None
            if not self.look_closer(law, section):
                return Settled(text, section, self.told())
        raise AssertionError("every round weakens a form or looks at a joint")

    def read(self) -> tuple[str, LawFile | None, Section | None, list[Diagnostic]]:
        while (waiting := self.waiting()) is not None:
            waiting[0].chosen[waiting[1]] += 1
        try:
            text = self.write([act_node(a.act, a.nodes(), self.source) for a in self.attempts], self.slips)
        except ValueError as error:
            return "", None, None, [Diagnostic.at(NOT_IMPORTED, self.text, f"the file cannot be written: {error}")]
        source = Source("imported.law", text)
        section, problems = read_section(source, self.evidence)
        lossless, _ = parse_law(source)
        return text, build_law(lossless)[0] if lossless is not None else None, section, problems

    def waiting(self) -> tuple[_Attempt, int] | None:
        """A form whose words were to be looked up in the text, and were not: nothing showed the text."""
        return next(((a, n) for a in self.attempts for n in range(len(a.drafts)) if a.candidate(n).node is None), None)

    def refusal(self, law: LawFile | None, problem: Diagnostic) -> Diagnostic:
        """A problem of the file that was to be written, at the place of the received file that it comes from."""
        if problem.rule is NOT_IMPORTED:
            return problem
        nodes = law.acts if law is not None else ()
        span = next(
            (a.act.span for n, a in zip(nodes, self.attempts, strict=False) if n.span.start <= problem.span.start < n.span.end), self.text
        )
        help = "write the `.law` file by hand, or report this with the file, if it may be passed on"
        return Diagnostic.at(NOT_IMPORTED, span, f"{problem.message} ({problem.rule.code})", notes=problem.notes, help=help)

    def keep_slips(self, text: str, law: LawFile, problems: list[Diagnostic]) -> bool:
        """Amounts of the text that disagree with themselves: they stand so in the received file, and are marked."""
        block = law.texts[0].verbatim.span
        slips = [p.span for p in problems if p.rule is WORDS_AND_FIGURES and block.start <= p.span.start < block.end]
        found = [words for span in slips if (words := text[span.start : span.end]) not in self.slips]
        self.slips += dict.fromkeys(found)
        return bool(found)

    # -- what does not hold --------------------------------------------------------------------------------------------

    def weaken(self, law: LawFile, section: Section | None, problems: list[Diagnostic]) -> bool:
        """Step down wherever no place can be found, else where the first problem is that a step can mend: others may follow from it."""
        at_fault = [(problem, found) for problem in problems if (found := self.at_fault(law, problem)) is not None]
        lost = [(a, n) for problem, (a, n) in at_fault if _nowhere(problem) and _looks_up(a.candidate(n))]
        for attempt, number in lost:
            while _looks_up(attempt.candidate(number)):
                attempt.chosen[number] += 1
        if lost:
            return True
        for problem in problems:
            for node in law.acts:
                if problem.rule is UNRECONCILED_ACTS and any(problem.span == title.span for title in node.titles):
                    return self.join(node, law)
        return bool(at_fault) and self.step_down(*at_fault[0][1], section)

    def at_fault(self, law: LawFile, problem: Diagnostic) -> tuple[_Attempt, int] | None:
        """The draft whose operation or remainder holds the place of a problem."""
        for node, attempt in zip(law.acts, self.attempts, strict=True):
            number = _at_fault(node, attempt, problem.span)
            if number is not None:
                return attempt, number
        return None

    def step_down(self, attempt: _Attempt, number: int, section: Section | None) -> bool:
        attempt.looked_at.discard(number)
        while attempt.chosen[number] + 1 < len(attempt.drafts[number].candidates):
            attempt.chosen[number] += 1
            candidate = attempt.candidate(number)
            if candidate.misquoted is None or candidate.node is not None:
                return True
            found = self.look_up(candidate.misquoted, attempt, section)
            if found is not None:
                attempt.put(number, found)
                return True
        return False

    def look_up(self, operation: WordsIn, attempt: _Attempt, section: Section | None) -> Candidate | None:
        day = attempt.act.effective
        version = version_on(section, day) if section is not None and day is not None else None
        if version is None:
            return None
        units = [unit for unit in units_of(version) if unit.path == operation.place.path]
        made = mended(operation, units[0]) if len(units) == 1 else None
        if made is None:
            return None
        told = "; ".join(f"the note says “{printed}”, the text “{text}”" for text, printed in made[1].passages)
        return Candidate(made[0], f"misquotation: {told}")

    def join(self, node: ActNode, law: LawFile) -> bool:
        """Acts of one day that touch one unit, and nothing says in which order: what they did is kept as prose of all of them."""
        day = node.effective
        same = [a for n, a in zip(law.acts, self.attempts, strict=True) if n.effective == day]
        if len(same) < 2 or any(a.act.kind is not ActKind.ACT for a in same):
            return False
        common = Act(ActKind.TOGETHER, tuple(a.act.titles[0] for a in reversed(same)), same[0].act.span, day, because=_ORDER)
        made = _Attempt(common, [])
        for attempt in same:
            for d in attempt.drafts:
                prose = tuple(c for c in d.candidates if isinstance(c.node, Remainder))
                made.drafts.append(evolve(d, candidates=prose))
            attempt.drafts, attempt.chosen = [], []
        made.chosen = [0] * len(made.drafts)
        self.attempts.insert(self.attempts.index(same[0]), made)
        return True

    # -- what holds, and is not certain -------------------------------------------------------------------------------------

    def look_closer(self, law: LawFile, section: Section) -> bool:
        """Look at joints and designations of the newest act that has some not looked at yet; whether any form was changed."""
        members = {title for a in self.attempts if a.act.kind is not ActKind.ACT for title in a.act.titles}
        for node, attempt in zip(law.acts, self.attempts, strict=True):
            if attempt.act.kind is ActKind.ACT and attempt.act.titles[0] in members:
                continue
            altered = False
            for number, d in enumerate(attempt.drafts):
                operation = attempt.candidate(number).node
                if number in attempt.looked_at or operation is None or isinstance(operation, Remainder):
                    continue
                attempt.looked_at.add(number)
                words = d.clause.words
                if (prose := unsettled(operation, node, section, self.ladder, words)) is not None:
                    open_ = f"hole: it is not told how the units after it were designated: “{short(words)}”"
                    attempt.put(number, Candidate(prose, open_))
                    altered = True
                if not d.seam or not isinstance(operation, WordsIn):
                    continue
                if operation.anchor is not None and operation.anchor.kind is AnchorKind.AT_UNKNOWN:
                    continue
                made = sewn(operation, node, section)
                if made is None:
                    altered |= self.step_down(attempt, number, section)
                elif made != operation:
                    joined = " ".join(part.text for part in (*operation.strikes, *operation.inserts))
                    where = shown(operation.place.path, operation.place.former)
                    told = (attempt.candidate(number).told, f"hole: {JOINT} in {where}: “{short(joined)}”")
                    attempt.put(number, Candidate(made, "; ".join(filter(None, told))))
                    altered = True
            if altered:
                return True
        return False

    def told(self) -> list[Told]:
        found = [
            Told(self.text, "the text", f"kept as a slip: the words and the figures of “{words}” do not agree") for words in self.slips
        ]
        for attempt in self.attempts:
            if attempt.act.kind is ActKind.TOGETHER:
                found.append(Told(attempt.act.span, attempt.act.title, f"dated together: {attempt.act.because}"))
            for number, d in enumerate(attempt.drafts):
                words = attempt.candidate(number).told
                if words:
                    found.append(Told(d.clause.span, attempt.act.title, words))
        return found


def _nowhere(problem: Diagnostic) -> bool:
    """Whether words stand too often, or in a unit that is not on file: then no other form finds their place."""
    return problem.rule is OPERATION_MISSES and not _ABSENT.search(problem.message)


def _looks_up(candidate: Candidate) -> bool:
    """Whether a form has words that must be found at a place in a unit."""
    node = candidate.node or candidate.misquoted
    return isinstance(node, WordsIn) and not (node.anchor is not None and node.anchor.kind is AnchorKind.AT_UNKNOWN)


def _added(made: Draft) -> tuple[str, ...] | None:
    """The place of a unit that is added."""
    node = made.candidates[0].node
    return node.place.path if isinstance(node, AddUnit) else None


def _at_fault(node: ActNode, attempt: _Attempt, span: Span) -> int | None:
    operations = [n for n in range(len(attempt.drafts)) if not isinstance(attempt.candidate(n).node, Remainder)]
    for written, number in zip(node.operations, operations, strict=True):
        if written.span.start <= span.start < max(written.span.end, written.span.start + 1):
            return number
    for written_remainder in node.remainders:
        if written_remainder.span.start <= span.start < written_remainder.span.end:
            return next(n for n in range(len(attempt.drafts)) if attempt.candidate(n).node == written_remainder)
    return None
