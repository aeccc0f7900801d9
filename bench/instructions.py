"""Real instructions read from English: `python bench/instructions.py FILE.jsonl` (one instruction a line).

Each line has the sentence (`text`), those that enclose it (`context`) and the operation that the code's editors recorded (`op`,
`path`, `find`, `replace`, `num`). The sentence does not always say what was recorded: editors mend misprints, translate citations,
and record consequences that no sentence spells out. So each reading is one of:

  exact           (find, replace) are those recorded, once white space and quotation marks are normalised
  same edit       other words around the same change, the same words as a unit rewritten, or, with the tolerance that is
                  recorded, the same outcome on the words that the editors found
  english differs what was recorded does not stand in the sentence; the reading is what the sentence says
  not said        the sentence says another thing (a repeal, a unit rewritten) of which the record is a consequence
  refused         nothing was read, with the reason
  wrong           what was recorded stands in the sentence, and something else was read; or more was read than it says. Exit 1.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from pincitec.law.instructions import Applied, Operation, Place, Reading, Terms, apply, read_instruction, word_pair
from pincitec.law.instructions.model import (
    AddUnit,
    DesignateExisting,
    Insert,
    Redesignate,
    Repeal,
    Retitle,
    RewriteUnit,
    Strike,
    StrikeUnit,
    Substitute,
)
from pincitec.law.normalise import normalise
from pincitec.law.tolerance import tolerance

_SAYS: Final = (
    (Repeal, r"repeal"), (RewriteUnit, r"\bread\b"), (Retitle, r"\bread\b"), (AddUnit, r"\badd"), (StrikeUnit, r"\b(?:strik|delet)"),
    (Redesignate, r"designat"), (DesignateExisting, r"designat"), (Insert, r"\b(?:insert|add)"),
)  # fmt: skip
"""The word without which a sentence says no such operation: a check that is independent of the reader."""
_MARK_WORDS: Final = {".": "period", ";": "semicolon", ",": "comma", ":": "colon"}

_KINDS: Final[dict[str, tuple[type, ...]]] = {
    "insert": (AddUnit,),
    "replace": (RewriteUnit, Retitle),
    "repeal": (Repeal,),
    "redesignate-para": (Redesignate, DesignateExisting),
}

Judgement = tuple[str, str]


def plain(text: str | None) -> str:
    return normalise(text or "").strip()


def judged(record: dict[str, Any], reading: Reading) -> Judgement:
    """The kind of a reading of a find-and-replace instruction, and why."""
    find, replace = plain(record["find"]), plain(record["replace"])
    sentence = " ".join((plain(record["text"]), *map(plain, record["context"][-1:])))
    if any(_too_strong(operation, sentence) for operation in reading.operations):
        return "wrong", "an operation that the sentence does not say"
    pairs = [(plain(p[0]), plain(p[1])) for p in map(word_pair, reading.operations) if p is not None]
    if (find, replace) in pairs:
        return "exact", ""
    if not reading.operations:
        why = reading.diagnostics[-1].message if reading.diagnostics else "the sentence only opens others"
        return "refused", f"{why}{'' if stated(record) else '; and it does not state what was recorded'}"
    if any(_least(pair) == _least((find, replace)) for pair in pairs) or any(_words(o) == replace for o in reading.operations):
        return "same edit", ""
    for operation in reading.operations:
        if (grade := _carried_out(operation, find, replace)) is not None:
            return "same edit", f"by the tolerance: {grade}"
    if pairs and stated(record) and find != replace:
        return "wrong", f"read as {pairs[0]}"
    if pairs and all(old or new for old, new in pairs) and not any(isinstance(o, Redesignate) for o in reading.operations):
        grade = tolerance(find, pairs[0][0]) if len(pairs[0][0]) < 4000 else None
        return "english differs", grade or "other words"
    return "not said", type(reading.operations[0]).__name__


def judged_unit(record: dict[str, Any], reading: Reading) -> Judgement:
    """The kind of a reading of an instruction on a unit: its operation, and its place where the sentence names the section."""
    sentence = " ".join((plain(record["text"]), *map(plain, record["context"][-1:])))
    if any(_too_strong(operation, sentence) for operation in reading.operations):
        return "wrong", "an operation that the sentence does not say"
    if not reading.operations:
        return "refused", reading.diagnostics[-1].message if reading.diagnostics else "the sentence only opens others"
    path = [part.strip("[]()") for part in record["path"].split("|") if part.startswith(("(", "[(", "§"))]
    section, labels = next((p.strip("§[]") for p in path if p.startswith("§")), None), tuple(p for p in path if not p.startswith("§"))
    alike = [o for o in reading.operations if isinstance(o, _KINDS[record["op"]])]
    if not alike:
        return "not said", f"{type(reading.operations[0]).__name__} for a recorded {record['op']}"
    if section is None or any(o.place.section is None for o in alike):
        return "exact", "the place is not compared"
    if any(o.place.section == section and o.place.path == labels for o in alike):
        return "exact", ""
    return "english differs", f"{alike[0].place.shown()} for a recorded {record['path']}"


def _too_strong(operation: Operation, sentence: str) -> bool:
    return any(isinstance(operation, kind) and re.search(word, sentence, re.IGNORECASE) is None for kind, word in _SAYS)


def _said(words: str, record: dict[str, Any]) -> bool:
    """Whether recorded words stand in the sentence, quoted or as a mark that it names."""
    text = plain(record["text"])
    return not words or (_MARK_WORDS[words] in text if words in _MARK_WORDS else f'"{words}"' in text)


def stated(record: dict[str, Any]) -> bool:
    """Whether the sentence states what was recorded: both the words struck and those inserted."""
    return _said(plain(record["find"]), record) and _said(plain(record["replace"]), record)


_NOUN: Final = (
    r"(?:the )?(?:existing )?(?:phrases?|words?|numbers?|figures?|sentences?|year|date|citation|reference|term|amount|language|text)?\s*"
)


def _literal(record: dict[str, Any], reading: Reading) -> bool:
    """Whether a pattern that knows nothing of the reader finds the same words struck and inserted in the sentence."""
    text = plain(record["text"])
    for old, new in (pair for pair in map(word_pair, reading.operations) if pair is not None):
        struck, inserted = (rf'{_NOUN}"{re.escape(plain(words))}"' for words in (old, new))
        if plain(old) in _MARK_WORDS:
            struck = rf"(?:the )?{_MARK_WORDS[plain(old)]}"
        if plain(new) in _MARK_WORDS:
            inserted = rf"(?:an? |the )?{_MARK_WORDS[plain(new)]}"
        wanted = [rf"\b(?:strik\w+|delet\w+) {struck}"] if old else []
        wanted += [rf"\b(?:insert\w*|add\w*) {inserted}"] if new else []
        if not all(re.search(pattern, text, re.IGNORECASE) for pattern in wanted):
            return False
    return True


def _carried_out(operation: Operation, find: str, replace: str) -> str | None:
    """The tolerance under which an operation makes the recorded new words of the recorded old ones; None if it does not."""
    if not isinstance(operation, Substitute | Strike | Insert):
        return None
    result = apply(f"1-1\n{find}", (evolve(operation, place=Place("1-1")),), terms=Terms(codified=False))
    done = isinstance(result, Applied) and plain(result.text.removeprefix("1-1")) == replace
    return result.done[0].tolerance if done and isinstance(result, Applied) else None


def _least(pair: tuple[str, str]) -> tuple[str, str]:
    """A change without the words that stay: (`work.`, `work; and`) is (`.`, `; and`)."""
    old, new = pair
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end].strip(), new[start : len(new) - end].strip()


def _words(operation: Operation) -> str | None:
    """The words of a unit that is rewritten, without its designation."""
    if not isinstance(operation, RewriteUnit | Retitle) or operation.text is None:
        return None
    return plain(re.sub(r"^\s*(?:\([\w-]+\)|[\d:.-]+[a-z]?)\s+", "", operation.text.text))


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: python bench/instructions.py FILE.jsonl", file=sys.stderr)
        return 2
    words: Counter[str] = Counter()
    units: Counter[str] = Counter()
    saying = said = literal = 0
    for number, line in enumerate(Path(arguments[0]).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as fault:
            print(f"line {number} is not JSON: {fault}", file=sys.stderr)
            return 2
        reading = read_instruction(record["text"], record["context"])
        if record["op"] == "find-replace":
            kind, why = judged(record, reading) if record["find"] else ("not recorded", "the record has no words")
            words[kind] += 1
            literal += kind == "english differs" and _literal(record, reading)
            if kind != "not recorded" and stated(record):
                saying += 1
                said += kind == "exact"
        else:
            kind, why = judged_unit(record, reading)
            units[kind] += 1
        if kind != "exact":
            name = record.get("id") or f"{record['law']} {record['path']}"
            print(f"{kind:15} {number:5} {name}: {why}: {_short(plain(record['text']))}")
            if kind in {"wrong", "english differs"} and record["find"]:
                print(f"{'':22} recorded: {_short(plain(record['find']))} -> {_short(plain(record['replace']))}")
    for title, counts in (("find and replace", words), ("other operations", units)):
        total = counts.total() - counts["not recorded"]
        print(
            f"\n{title}: {total} instructions"
            + (f", and {counts['not recorded']} whose words were not recorded" if total < counts.total() else "")
        )
        for kind in ("exact", "same edit", "english differs", "not said", "refused", "wrong"):
            print(f"  {kind:15} {counts[kind]:5}  {_percent(counts[kind], total)}")
    print(f"\nfind and replace, where the sentence states what was recorded: {said} of {saying} exact ({_percent(said, saying)})")
    read, total = words["exact"] + words["same edit"] + literal, words.total() - words["not recorded"] - words["not said"]
    print(f"find and replace, where the sentence orders one: {read} of {total} read exactly as it stands ({_percent(read, total)}):")
    print(f"  {words['exact']} exact, {words['same edit']} the same edit,")
    print(f"  and {literal} of the {words['english differs']} whose English differs from the record,")
    print("  in which a pattern that knows nothing of the reader finds the same words struck and inserted")
    return 1 if words["wrong"] + units["wrong"] else 0


def _percent(part: int, whole: int) -> str:
    tenths = (1000 * part + whole // 2) // whole if whole else 0
    return f"{tenths // 10}.{tenths % 10} %"


def _short(text: str) -> str:
    return text if len(text) <= 150 else f"{text[:110]} … {text[-35:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
