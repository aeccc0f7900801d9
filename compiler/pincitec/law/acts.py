"""Act nodes → the acts of the model; and each act of a reconciliation against the common base and the result.

Only the reconciliation is replayed. Of each act its strikes must hit the base, and it is recorded which words of its
insertions the reconciled text holds: what was set out may be neither act's text.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.law import LAW_STATEMENT
from pincitec.law.chain import Settled
from pincitec.law.events import covered, title_of
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Act, AppliesNote, Incorporation, Note, Waiting
from pincitec.law.normalise import normalise
from pincitec.law.operations import apply
from pincitec.law.quotations import find
from pincitec.law.replay import Replay, Step
from pincitec.law.state import Context, resolve
from pincitec.syntax.law_tree import ActKind, ActNode, Condition, NoteNode, WordsIn


def build_acts(settled: Settled, result: Replay, context: Context) -> tuple[tuple[Act, ...], list[Diagnostic]]:
    """The acts, oldest first (the file lists the newest first)."""
    problems: list[Diagnostic] = []
    steps = {title.text: s for s in result.steps if s.event.act.kind is ActKind.RECONCILE for title in s.event.act.titles}
    acts: list[Act] = []
    for node in reversed(settled.acts):
        incorporated: tuple[Incorporation, ...] = ()
        step = steps.get(node.titles[0].text) if node.kind is ActKind.ACT else None
        if step is not None:
            incorporated, trouble = _incorporated(node, step, context)
            problems += trouble
        problems += [
            Diagnostic.at(LAW_STATEMENT, extra.span, "a second `applies` in one act", help="quote all of it in one")
            for extra in node.applies[1:]
        ]
        acts.append(_act(node, settled, incorporated))
    return tuple(acts), problems


def _act(node: ActNode, settled: Settled, incorporated: tuple[Incorporation, ...]) -> Act:
    title = title_of(node)
    inside = node.kind is ActKind.ACT and title in covered(settled.acts)
    waiting = _waiting(node.condition) if node.condition is not None else None
    return Act(
        title=title,
        kind=node.kind,
        effective=node.effective,
        enacted=node.enacted,
        until=node.until,
        known=node.known,
        operations=node.operations,
        applies=AppliesNote(node.applies[0].text, node.applies[0].span) if node.applies else None,
        notes=tuple(build_note(note, title) for note in node.notes),
        remainder=tuple(remainder.words.text for remainder in node.remainders),
        reconciled=tuple(t.text for t in node.titles) if node.kind is not ActKind.ACT else (),
        by=node.by.text if node.by is not None else None,
        because=node.because.text if node.because is not None else None,
        order_unknown=node.order_unknown,
        incorporated=incorporated,
        span=node.titles[0].span,
        periods=() if inside else settled.periods[title],
        condition=waiting,
        term=node.term,
        retroactive=node.retroactive.text if node.retroactive is not None else None,
        after=node.after.text if node.after is not None else None,
        after_by=node.after_by.text if node.after_by is not None else None,
        on_acts=node.on_acts,
        changed_by=settled.changes.get(title, ()),
    )


def _waiting(node: Condition) -> Waiting:
    return Waiting(node.words.text, node.met, node.because.text if node.because is not None else None)


def build_note(node: NoteNode, act: str | None) -> Note:
    return Note(node.label, node.source.text, node.verbatim.text, node.verbatim.span, act)


def _incorporated(node: ActNode, step: Step, context: Context) -> tuple[tuple[Incorporation, ...], list[Diagnostic]]:
    """The operations of one act, tried on the common base, and what of its insertions is in the result."""
    state = step.before
    found: list[Incorporation] = []
    for operation in node.operations:
        outcome = apply(operation, state, context, "")
        if isinstance(outcome, Diagnostic):
            return tuple(found), [outcome]
        state = outcome.state
        unit = resolve(step.after, operation.place, context)
        if not isinstance(operation, WordsIn) or unit is None:
            continue
        for words in operation.inserts:
            kept, missing, added = _kept(words.text, flatten(unit))
            total = len(words.text.split())
            found.append(Incorporation(title_of(node), operation.place, words.text, kept, total, missing, added, words.span))
    return tuple(found), []


def _kept(words: str, flat: FlatText) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many of an insertion's words stand in the text in their order, which do not, and what stands between them."""
    ours, theirs = normalise(words).split(), normalise(flat.text).split()
    if find(words, flat):
        return len(ours), (), ()
    one, other = ([word.rstrip(".,;:") for word in both] for both in (ours, theirs))
    forward = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    turned = SequenceMatcher(None, one[::-1], other[::-1], autojunk=False).get_opcodes()
    backward = [(tag, len(ours) - b, len(ours) - a, len(theirs) - d, len(theirs) - c) for tag, a, b, c, d in reversed(turned)]
    # Of two alignments the one that lies closest together is meant: a common word elsewhere in the unit is another word.
    _, codes = min(((_reach(codes), codes) for codes in (forward, backward)), key=lambda pair: pair[0])
    low, high = _reach(codes)[2:]
    missing = tuple(" ".join(ours[a:b]) for tag, a, b, _, _ in codes if tag in ("delete", "replace"))
    added = tuple(" ".join(theirs[c:d]) for tag, _, _, c, d in codes if tag in ("insert", "replace") and low <= c and d <= high)
    return sum(b - a for tag, a, b, _, _ in codes if tag == "equal"), missing, added


def _reach(codes: Sequence[tuple[str, int, int, int, int]]) -> tuple[int, int, int, int]:
    """How many words an alignment leaves out, over how many words of the text it stretches, and from where to where."""
    equal = [(a, b, c, d) for tag, a, b, c, d in codes if tag == "equal"]
    if not equal:
        return 0, 0, 0, 0
    low, high = equal[0][2], equal[-1][3]
    return -sum(b - a for a, b, _, _ in equal), high - low, low, high
