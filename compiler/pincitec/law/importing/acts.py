"""Enactments and annotations → the acts of a section, newest first, each with its day, its notes, and what it may have done.

The History line says which acts there are, the annotations when each took effect and what it did. Where the two disagree the page is
refused: which of them errs is for a person to find out. An act without a day on the page has none here.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from attrs import define, field, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.importing import CONTRADICTS_ITSELF
from pincitec.law.importing.annotations import About, Annotation
from pincitec.law.importing.clauses import Clause, read_clauses
from pincitec.law.importing.history import Enactment
from pincitec.law.importing.page import Page
from pincitec.syntax.law_tree import ActKind


@frozen
class Told:
    """Something on which a person has the last word; `span` is where it stands in the received file."""

    span: Span
    about: str
    words: str


@define
class Act:
    """An act, or several dealt with as one (`kind`). `clauses`: what its notes say that it did, in their order."""

    kind: ActKind
    titles: tuple[str, ...]
    span: Span
    effective: date | None = None
    by: str | None = None
    because: str | None = None
    clauses: list[Clause] = field(factory=list)
    notes: list[Annotation] = field(factory=list)
    applies: str | None = None
    doubtful: bool = False
    """Whether the notes leave open what became of the act among others."""

    @property
    def title(self) -> str:
        return " and ".join(self.titles)


@frozen
class Acts:
    """`acts` newest first. `notes` are on the section; nothing was read from them."""

    acts: tuple[Act, ...]
    notes: tuple[Annotation, ...]
    told: tuple[Told, ...]
    problems: tuple[Diagnostic, ...]


def read_acts(page: Page, history: tuple[Enactment, ...], annotations: tuple[Annotation, ...]) -> Acts:
    """The acts of a page, and where its History line and its annotations contradict each other."""
    reader = _Reader(page, history)
    for annotation in annotations:
        if annotation.about is About.ACT:
            reader.act(annotation)
    for annotation in annotations:
        match annotation.about:
            case About.YEAR:
                reader.year(annotation)
            case About.RECONCILED:
                reader.reconciled(annotation)
            case About.MULTIPLE:
                reader.multiple(annotation)
    for annotation in annotations:
        match annotation.about:
            case About.DATES:
                reader.dates(annotation)
            case About.APPLIES:
                reader.applies(annotation)
            case About.SECTION:
                reader.on_section(annotation)
    return reader.result()


_UNSAID: Final = "the annotations leave open what each of the acts did to the text"


class _Reader:
    def __init__(self, page: Page, history: tuple[Enactment, ...]) -> None:
        self.path = page.source.path
        self.page = page
        self.enactments = {act.title: act for act in history}
        self.acts = {act.title: Act(ActKind.ACT, (act.title,), act.span) for act in history}
        self.common: list[Act] = []
        self.notes: list[Annotation] = []
        self.told: list[Told] = [
            Told(act.span, act.title, "the History line says more of this act than that it amended or enacted the section")
            for act in history
            if act.remark
        ]
        self.problems: list[Diagnostic] = []

    def contradiction(self, annotation: Annotation, message: str, help: str, *others: Label) -> None:
        history = Label(self.page.history.span(self.path), "the History line")
        self.problems.append(Diagnostic.at(CONTRADICTS_ITSELF, annotation.span(self.path), message, others=others or (history,), help=help))

    # -- what annotations say of acts ----------------------------------------------------------------------------------

    def act(self, annotation: Annotation) -> None:
        (title,) = annotation.titles
        if title not in self.acts:
            if annotation.day is None and annotation.when is None:
                self.on_section(annotation)
            else:
                self.unlisted(annotation, title)
            return
        self.did(self.acts[title], annotation)

    def year(self, annotation: Annotation) -> None:
        of_year = [e.title for e in self.enactments.values() if e.year == annotation.year and not e.enacted]
        inside = {title for common in self.common for title in common.titles}
        own = [title for title in of_year if not self.acts[title].notes and title not in inside]
        if not own:
            listed = "has annotations of its own" if of_year else "is not in the History line"
            self.contradiction(
                annotation,
                f"an amendment of {annotation.year} {listed}",
                "see the session laws: either the History line lacks an act, or the year is misprinted",
            )
        elif len(own) == 1:
            self.did(self.acts[own[0]], annotation)
        elif annotation.day is None:
            self.on_section(annotation)
        else:
            act = self.together(own, annotation)
            act.because = f"the annotation dates one {annotation.year} amendment and does not say which act did what"
            self.did(act, annotation)

    def together(self, titles: Iterable[str], annotation: Annotation) -> Act:
        act = Act(ActKind.TOGETHER, tuple(titles), annotation.span(self.path), annotation.day)
        self.common.append(act)
        return act

    def did(self, act: Act, annotation: Annotation) -> None:
        """An annotation dates an act and says what it did."""
        if annotation.year is not None and annotation.day is not None and annotation.day.year < annotation.year:
            self.contradiction(annotation, f"an act of {annotation.year} is said to be effective {annotation.day}",
                               "see the session laws: if it reaches back, put it on file with `retroactive`")  # fmt: skip
        if act.notes and act.effective != annotation.day:
            self.contradiction(annotation, f"`{act.title}` has two effective dates", "see the session laws",
                               Label(act.notes[0].span(self.path), "the other annotation"))  # fmt: skip
        act.notes.append(annotation)
        act.effective = annotation.day
        for number, line in enumerate(annotation.lines):
            said = annotation.said if number == 0 else 0
            words = line.text[said:]
            span = Span(self.path, line.start + said, line.start + len(line.text))
            clauses = read_clauses(words, span, self.page.number, annotation.year or 0)
            self.told += [
                Told(c.span, act.title, f"taken for the summary of what follows, not for a change of its own: “{c.text}”")
                for c in clauses
                if c.summary
            ]
            act.clauses += clauses

    def reconciled(self, annotation: Annotation) -> None:
        twice = next((common for common in self.common if set(common.titles) & set(annotation.titles)), None)
        if twice is not None:
            self.contradiction(annotation, "two annotations deal with the same acts together", "keep a page with one of them",
                               Label(twice.span, "the other annotation"))  # fmt: skip
            return
        for title in annotation.titles:
            if title not in self.acts:
                self.unlisted(annotation, title)
                return
            if self.acts[title].effective not in (None, annotation.day):
                self.contradiction(annotation, f"`{title}` has two effective dates", "see the session laws",
                                   Label(self.acts[title].notes[0].span(self.path), "the other annotation"))  # fmt: skip
        act = Act(ActKind.RECONCILE, annotation.titles, annotation.span(self.path), annotation.day, by=annotation.by)
        act.notes.append(annotation)
        self.common.append(act)

    def multiple(self, annotation: Annotation) -> None:
        self.on_section(annotation)
        for title in annotation.titles:
            if title in self.acts:
                self.acts[title].doubtful = True

    def dates(self, annotation: Annotation) -> None:
        (chapter,) = annotation.titles
        acts = [act for title, act in self.acts.items() if title.startswith(f"{chapter}, §")]
        if len(acts) != 1 or annotation.day is None:
            self.on_section(annotation)
            return
        (act,) = acts
        if act.effective is not None and act.effective != annotation.day:
            self.contradiction(annotation, f"`{act.title}` has two effective dates", "see the session laws",
                               Label(act.notes[0].span(self.path), "the other annotation"))  # fmt: skip
        act.effective = annotation.day
        act.notes.append(annotation)

    def applies(self, annotation: Annotation) -> None:
        """To whom the acts of some chapters apply, if the section of this page's act is among those that are named."""
        chapters = {title.rpartition(",")[0] for title in annotation.titles}
        first, last = annotation.sections
        named = {
            title
            for title, act in self.enactments.items()
            if title.rpartition(",")[0] in chapters and (act.section or "").isdecimal() and first <= int(act.section or "") <= last
        }
        whole = next((act for act in self.common if set(act.titles) == named), None)
        acts = [whole] if whole is not None else [self.acts[title] for title in self.acts if title in named]
        if not acts or any(act.applies is not None for act in acts):
            self.on_section(annotation)
            return
        for act in acts:
            act.applies = annotation.applies
            act.notes.append(annotation)

    def on_section(self, annotation: Annotation) -> None:
        self.notes.append(annotation)
        first = annotation.lines[0].text
        label = annotation.label or (first if len(first) <= 40 else f"{first[:40].rsplit(' ', 1)[0]} …")
        self.told.append(Told(annotation.span(self.path), f"note “{label}”", "kept as a note on the section; nothing was read from it"))

    def unlisted(self, annotation: Annotation, title: str) -> None:
        self.contradiction(annotation, f"`{title}` is not in the History line",
                           "see the session laws: either the History line lacks the act, or the annotation is misprinted")  # fmt: skip

    # -- together ------------------------------------------------------------------------------------------------------

    def result(self) -> Acts:
        waiting = list(self.common)
        ordered: list[Act] = []
        for act in reversed(list(self.acts.values())):
            for common in [c for c in waiting if act.titles[0] in c.titles]:
                waiting.remove(common)
                ordered.append(common)
            ordered.append(act)
        covered = {title for common in self.common for title in common.titles}
        for act in ordered:
            if act.doubtful and act.clauses:
                act.clauses = list(_as_prose(act.clauses))
                self.told.append(Told(act.span, act.title, _UNSAID))
            if act.effective is None and act.titles[0] not in covered:
                act.clauses = []
                why = next((note.when for note in act.notes if note.when is not None), None)
                said = f"“effective {why}” is no day of the calendar" if why else "no day on which it took effect is told"
                self.told.append(Told(act.span, act.title, f"{said}, so nothing is known on the far side of it"))
        return Acts(tuple(ordered), tuple(self.notes), tuple(self.told), tuple(self.problems))


def _as_prose(clauses: Iterable[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield Clause(clause.text, clause.span)
