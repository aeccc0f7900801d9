"""An answer into the facts: read by the rules of a facts file, put in its place, with where it comes from. Never half of it.

Stands over `words.py` (what was typed) and `trees.py` (where it goes).
"""

from attrs import evolve

from pincite.facts.context import Context
from pincite.facts.reading import MISSING
from pincite.facts.tree import Branch, Items, Leaf, Tree
from pincite.interview.state import Answered, Item, State, facts_in
from pincite.interview.trees import EMPTY, branch, items, leaf, name_in, with_entry
from pincite.interview.words import Said, Word, read_words, refusal
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.types import TEXT, Field, Record, Type

SOURCE = "interview"
"""What letters name as the source of an answer."""


def entered(state: State, item: Item, text: str) -> State | Diagnostic:
    """The interview after an answer to `item`, or what is wrong with it: then nothing has changed.

    `text` is what was typed: a value in any form that a facts file takes, the number or the first letters of a choice, or one of the words
    of `words.py` that say that it is not known.
    """
    said = read_words(text, *form_of(state, item))
    if isinstance(said, Diagnostic):
        return said
    tree = written(state, item, said)
    if isinstance(tree, Diagnostic):
        return tree
    known = said.word not in (Word.UNKNOWN, Word.NONE)
    made = evolve(state, tree=tree, answers=(*state.answers, Answered(item, text, known)))
    facts, problems = facts_in(made)
    if facts is None:
        return problems[0]
    return made


def form_of(state: State, item: Item) -> tuple[Type, frozenset[Word]]:
    """What kind of value an item asks for, and which words beside "unknown" answer it."""
    match item.ask:
        case "record":
            record = state.record(item.fact)
            assert record is not None
            return key_of(record).type if len(record.by) == 1 else TEXT, frozenset({Word.NONE, Word.YES})
        case "complete":
            return TEXT, frozenset({Word.NO, Word.YES})
        case "field":
            return field_of(state, item).type, frozenset()
        case _:
            return state.type(item.fact), frozenset()


def key_of(record: Record) -> Field:
    found = record.field(record.by[0])
    assert found is not None  # INVARIANT: a pack that is valid has the fields that its keys name
    return found


def field_of(state: State, item: Item) -> Field:
    record = state.record(item.fact)
    found = record.field(item.field or "") if record is not None else None
    assert found is not None  # INVARIANT: `sound` of whoever made the item
    return found


def written(state: State, item: Item, said: Said) -> Branch | Diagnostic:
    """The facts with the answer in its place."""
    context = Context(state.pack, state.on)
    name = name_in(context, state.tree, item.fact)
    there = state.tree.get(name)
    match item.ask:
        case "value":
            judges = state.fact(item.fact).judged_by
            return with_entry(state.tree, name, provided(state, said, there, short_of(judges[0], judges) if len(judges) == 1 else None))
        case "judgement":
            return with_entry(state.tree, name, judged(state, item, said, there))
        case "complete":
            if said.word is Word.YES:
                return refusal(rules.BAD_PROVENANCE, "nobody vouches for it yet", 'say who or what does, as in "personnel file"')
            if said.word is not None:
                return state.tree
            return with_entry(state.tree, name, vouched(whole(there), said))
        case "record":
            if said.word is Word.YES:
                record = state.record(item.fact)
                return refusal(rules.NO_KEY, "which one it is was not said", f"write its {' and '.join(record.by if record else ())}")
            if said.word is not None:
                return state.tree
            records = new_record(state, item, said, records_of(there))
        case "field":
            records = with_field(state, item, said, records_of(there))
    return records if isinstance(records, Diagnostic) else with_entry(state.tree, name, with_entry(whole(there), "records", records))


def provided(state: State, said: Said, there: Tree | None, judge: str | None) -> Tree:
    """A value with its source; or why it is missing: the reason that was on file stays, unless another one is given."""
    if said.word is not None:
        before = there.get("missing") if isinstance(there, Branch) else None
        return branch(missing=before if before is not None and said.reason == MISSING[0] else leaf(said.reason))
    if isinstance(said.tree, Branch) and {"value", "missing", "source"} & set(said.tree.keys):
        return said.tree  # it was given as in a facts file, and says where it comes from
    made = branch(value=said.tree, source=leaf(SOURCE))
    if judge is not None:
        made = with_entry(made, "by", leaf(judge))
    return with_entry(made, "date", leaf(state.dated.isoformat(), "word")) if state.dated is not None else made


def judged(state: State, item: Item, said: Said, there: Tree | None) -> Tree:
    """The judgements on file, with that of one more, or in the place of what that one said before."""
    assert item.judge is not None
    short = short_of(item.judge, state.fact(item.fact).judged_by)
    before: tuple[Tree, ...] = ()
    if isinstance(there, Branch):
        listed = there.get("judgements")
        if isinstance(listed, Items):
            before = listed.items
        elif "by" in there.keys:
            before = (there,)
    own = provided(state, said, None, None)
    assert isinstance(own, Branch)
    mine = Branch(((leaf("by"), leaf(short)), *((k, v) for k, v in own.entries if k.text != "by")), own.span)
    others = tuple(t for t in before if not (isinstance(t, Branch) and says(t, "by") in (item.judge, short)))
    return branch(judgements=items((*others, mine)))


def short_of(judge: str, judges: tuple[str, ...]) -> str:
    """The name of a judge as a facts file has it: without its policy, unless two would then be called alike."""
    short = judge.rpartition(".")[2]
    return judge if [j.rpartition(".")[2] for j in judges].count(short) > 1 else short


def says(tree: Branch, name: str) -> str | None:
    value = tree.get(name)
    return value.text if isinstance(value, Leaf) else None


def whole(there: Tree | None) -> Branch:
    """A list with its records beside what is said of them (`listed` gives every list that form at the beginning)."""
    return there if isinstance(there, Branch) and "records" in there.keys else branch(records=items(()))


def records_of(there: Tree | None) -> tuple[Tree, ...]:
    found = whole(there).get("records")
    return found.items if isinstance(found, Items) else ()


def vouched(there: Branch, said: Said) -> Branch:
    """The list, complete on somebody's word; who was named before stays named."""
    before = says(there, "source")
    words = said.tree.text if isinstance(said.tree, Leaf) else ""
    both = f"{before}; {words}" if before and before != words else words
    return with_entry(with_entry(there, "complete", leaf("true", "boolean")), "source", leaf(both))


def new_record(state: State, item: Item, said: Said, there: tuple[Tree, ...]) -> Tree | Diagnostic:
    """The records with one more, of which only the key is known."""
    record = state.record(item.fact)
    assert record is not None
    parts = [said.tree]
    if len(record.by) > 1:
        words = said.tree.text if isinstance(said.tree, Leaf) else ""
        split = [part.strip() for part in words.split(";")]
        if len(split) != len(record.by):
            names = "; ".join(record.by)
            return refusal(rules.NO_KEY, f"{len(split)} of {len(record.by)} parts of the key", f"write all, parted by semicolons: {names}")
        parts = []
        for name, part in zip(record.by, split, strict=True):
            field = record.field(name)
            read = read_words(part, field.type if field else TEXT, frozenset())
            if isinstance(read, Diagnostic):
                return read
            if read.word is not None:
                return refusal(rules.NO_KEY, "a part of the key is not known", "a record is told from the others by all of them")
            parts.append(read.tree)
    return items((*there, Branch(tuple((leaf(n), p) for n, p in zip(record.by, parts, strict=True)), EMPTY.span)))


def with_field(state: State, item: Item, said: Said, there: tuple[Tree, ...]) -> Tree | Diagnostic:
    """The records with one field of one of them."""
    record = state.record(item.fact)
    assert record is not None and item.field is not None
    made = tuple(
        with_entry(part, item.field, provided(state, said, part.get(item.field), None))
        if isinstance(part, Branch) and key_texts(record, part) == item.record
        else part
        for part in there
    )
    if made == there:
        return refusal(rules.NO_KEY, "no record has this key", "name a record that was entered")
    return items(made)


def key_texts(record: Record, part: Branch) -> tuple[str, ...]:
    """The key of a record as it is written."""
    return tuple(text_in(part.get(name)) for name in record.by)


def text_in(tree: Tree | None) -> str:
    match tree:
        case Leaf():
            return tree.text
        case Branch():
            return text_in(tree.get("value"))
        case Items((first, *_)):
            return text_in(first)
    return ""
