"""From the words to the rules: quotations that lapse or begin, the clauses they carry, the decisions those feed.

Third step. How a quotation fares and whether a lapse is followed is decided by the checks of the compiler (`pincitec.check`), here only
read off on either side of the day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pincite.impact.model import ClauseChange, DecisionChange, Exempt, Fate, Follower, QuotationChange, Run, WordsCame
from pincite.impact.rules import Rules
from pincite.impact.words import Turn, redline_of_words
from pincitec.check.arrivals import arrivals, covered_in, own_ranges
from pincitec.check.clauses import Cited
from pincitec.check.fares import Fare
from pincitec.check.lapses import Followed, Spoken, new_words, spoken_of, touches
from pincitec.check.laws import Laws
from pincitec.check.standings import Stand
from pincitec.syntax import pol_tree as t


class Crossing(NamedTuple):
    """A clause with how it stands just before the day and from it on."""

    one: Followed
    before: Stand
    after: Stand
    peers: Sequence[Followed]
    remarks: Sequence[Spoken]


def crossings(rules: Rules, turn: Turn) -> Iterator[Crossing]:
    """The clauses that quote the section, on either side of the day, in the order of files and places."""
    for module in rules.modules.values():
        for one in module.followed:
            if any(c.place.section == turn.section.id and c.place.fixed is None for c in one.clause.quotes):
                for before, after in zip(one.stands, one.stands[1:], strict=False):
                    if after.era.from_ == turn.day:
                        yield Crossing(one, before, after, module.followed, module.remarks)


def quotation_changes(found: Iterable[Crossing], rules: Rules, turn: Turn) -> tuple[QuotationChange, ...]:
    """What became of each quotation of the section; one that several clauses share (a heading) is listed once."""
    made: dict[object, QuotationChange] = {}
    for crossing in found:
        clause = crossing.one.clause
        for cited, before, after in zip(clause.quotes, crossing.before.fares, crossing.after.fares, strict=True):
            fate = fate_of(cited, before, after, turn)
            goes_on = crossing.before.state == crossing.after.state == "in_force"
            if fate is None or (fate is Fate.CONTEXT_CHANGED and not goes_on):
                continue
            place = cited.quote.span
            if place in made:
                kept = made[place]
                made[place] = QuotationChange(
                    kept.words, kept.citation, kept.where, kept.fate, kept.now, kept.gone, (*kept.clauses, clause.id)
                )
                continue
            gone = fate is Fate.LAPSED and after.flat is None
            now = standing_now(before, turn) if fate is Fate.LAPSED and not gone else ()
            made[place] = QuotationChange(cited.quote.words.text, cited.place.citation, rules.where(place), fate, now, gone, (clause.id,))
    return tuple(made.values())


def fate_of(cited: Cited, before: Fare, after: Fare, turn: Turn) -> Fate | None:
    """What became of a quotation; None where nothing did, or where it stands beside the text (a note)."""
    if cited.place.section != turn.section.id or cited.place.fixed is not None:
        return None
    stood, stands = before.status == "verified", after.status == "verified"
    if stood and stands:
        return Fate.CONTEXT_CHANGED if words_of(before) != words_of(after) else None
    if stood:
        return Fate.UNVERIFIABLE if after.status == "unknown" else Fate.LAPSED
    if stands:
        return Fate.ON_FILE if before.status == "unknown" else Fate.BEGAN
    return None


def words_of(fare: Fare) -> str:
    return fare.flat.text if fare.flat is not None else ""


def standing_now(fare: Fare, turn: Turn) -> tuple[Run, ...]:
    """The redline of the words that a quotation matched; none where the operations do not give it."""
    if fare.match is None or fare.flat is None:
        return ()
    return redline_of_words(turn, own_ranges(fare.flat, fare.match.start, fare.match.end)) or ()


def clause_changes(found: Iterable[Crossing], rules: Rules, turn: Turn, title: str) -> tuple[ClauseChange, ...]:
    """The clauses whose standing is another one from the day on because of the section's text. `title`: of the act asked about."""
    made = []
    for crossing in found:
        one, before, after = crossing.one, crossing.before, crossing.after
        clause = one.clause
        if not stands_otherwise(crossing) or (before.state, after.state) == ("unknown", "lapsed"):
            continue
        own = clause.quotes[clause.own]
        lost = before.state == "in_force" and after.state == "not_followed"
        lapsed = before.state == "in_force" and after.state == "lapsed"
        made.append(
            ClauseChange(
                clause.id,
                clause.provision.title.text if clause.provision.title else None,
                clause.symbol.qualified,
                own.quote.words.text,
                own.place.citation,
                rules.where(own.quote.span),
                before.state,
                after.state,
                turn.day,
                until(one, after),
                after.before is not None and after.act is not None and after.act.title == title,
                exempt_of(crossing, title),
                lost,
                tuple(dict.fromkeys(followers(crossing, rules, turn))) if lapsed else (),
            )
        )
    return tuple(made)


def stands_otherwise(crossing: Crossing) -> bool:
    """Whether a clause stands otherwise from the day on: for everybody, or for those to whom an act does not apply."""
    before, after = crossing.before, crossing.after
    if before.state != after.state:
        return True
    if not any(words_of(b) != words_of(a) for b, a in zip(before.fares, after.fares, strict=True)):
        return False
    return ((before.before or before.state) == "in_force") != ((after.before or after.state) == "in_force")


def exempt_of(crossing: Crossing, title: str) -> Exempt | None:
    """What changes for those to whom another act than the one asked about does not apply; None where the clause stood and stands for none
    of them, or for all."""
    before, after = crossing.before, crossing.after
    act = before.act or after.act
    states = before.before or before.state, after.before or after.state
    return (
        Exempt(act.title, *states) if act is not None and act.title != title and ("in_force" in states) and states[0] != states[1] else None
    )


def words_came(rules: Rules, turn: Turn) -> tuple[WordsCame, ...]:
    """The words that came on the day into units on which clauses rest, and of which no rule speaks."""
    if turn.before is None or turn.after is None:
        return ()
    modules = rules.modules.values()
    clauses = [one for m in modules for one in m.followed]
    remarks = [spoken for m in modules for spoken in m.remarks]
    names = tuple(n.text for m in modules for n in m.table.names)
    laws = Laws(rules.sections)
    old, new = (covered_in(clauses, remarks, laws, turn.section, v) for v in (turn.before, turn.after))
    return tuple(
        WordsCame(
            a.citation,
            a.acts,
            a.words,
            a.figures,
            a.turning,
            tuple(dict.fromkeys(rules.where(one.clause.quotes[one.clause.own].quote.span) for one in a.clauses)),
        )
        for a in arrivals(clauses, (old, new), names, turn.section, turn.before, turn.after)
    )


def until(one: Followed, first: Stand) -> date | None:
    """The first day on which a clause stands otherwise again; None if on file it never does."""
    later = one.stands[one.stands.index(first) :]
    same = next((i for i, s in enumerate(later) if s.state != first.state), len(later))
    return later[same - 1].era.until


def followers(crossing: Crossing, rules: Rules, turn: Turn) -> Iterator[Follower]:
    """What speaks of the words that came in place of those that a clause lost. The order of the questions is that of the check."""
    one, after = crossing.one, crossing.after
    for cited, fare in zip(one.clause.quotes, after.fares, strict=True):
        if fare.status == "verified" or cited.place.fixed is not None:
            continue
        flat = fare.flat
        if flat is None:
            yield Follower("repealed", cited.place.citation, None)
            continue
        version = after.era.versions[cited.place.section]
        new = new_words(flat, version.acts if version else ())
        for spoken in crossing.remarks:
            if spoken_of(cited.place, flat, new, [spoken]):
                words = " … ".join(w.text for w in spoken.remark.words) or spoken.place.citation
                yield Follower(spoken.remark.kind, words, rules.where(spoken.remark.span))
        for other in crossing.peers:
            if other.clause.symbol != one.clause.symbol or other.clause is one.clause:
                continue
            stand = other.at(turn.day)
            if stand is not None and stand.state == "in_force" and (not new or touches(other, stand, flat, new)):
                quote = other.clause.quotes[other.clause.own].quote
                yield Follower("clause", quote.words.text, rules.where(quote.span))


# ---- decisions


def decision_changes(clauses: Sequence[ClauseChange], rules: Rules) -> tuple[DecisionChange, ...]:
    """The decisions that changed clauses feed, those concluded by them first, then those that ask these, and so on."""
    asked = asked_by(rules)
    kinds = {s.qualified: s for m in rules.modules.values() for s in m.table.symbols.values() if s.kind in ("decision", "definition")}
    through: dict[str, list[ClauseChange]] = {}
    direct: dict[str, bool] = {}
    for clause in clauses:
        pending = [(clause.decision, True)]
        while pending:
            name, first = pending.pop(0)
            if clause in through.setdefault(name, []):
                continue
            through[name].append(clause)
            direct[name] = direct.get(name, False) or first
            pending += [(other, False) for other, names in asked.items() if name in names]
    made = []
    for name in sorted(through, key=lambda n: (not direct[n], n)):
        symbol = kinds.get(name)
        if symbol is None or not isinstance(symbol.node, t.DecisionDecl):
            continue
        mine = through[name]
        ends = [c.until for c in mine]
        end = None if None in ends else max(e for e in ends if e is not None)
        label = rules.pack.decision[name].wording.label if name in rules.pack.decision else name
        bare = direct[name] and not any(c.lost for c in mine) and left_bare(name, mine[0].from_, rules)
        lost = any(c.lost for c in mine)
        made.append(DecisionChange(name, label, direct[name], tuple(c.id for c in mine), mine[0].from_, end, lost, bare))
    return tuple(made)


def left_bare(decision: str, day: date, rules: Rules) -> bool:
    """Whether some clause on a decision stood before a day, and none stands, for anybody, from it on."""
    on = [one for m in rules.modules.values() for one in m.followed if one.clause.symbol.qualified == decision]
    then = [s for one in on for s in [one.at(day)] if s is not None]
    eve = [s for one in on for s in [one.at(day - timedelta(1))] if s is not None]
    stood = any("in_force" in (s.state, s.before) for s in eve)
    return stood and not any(state not in ("lapsed", None) for s in then for state in (s.state, s.before))


def asked_by(rules: Rules) -> Mapping[str, frozenset[str]]:
    """For each decision and definition, those that its clauses refer to."""
    found: dict[str, set[str]] = {}
    for module in rules.modules.values():
        for clause in module.clauses:
            mine = found.setdefault(clause.symbol.qualified, set())
            for e in (x for expression in clause.expressions() for x in expression.walk()):
                if e.op in ("decision", "call"):
                    mine.add(e.param)
                elif e.op == "under":
                    mine.add(e.param[0])
    return {name: frozenset(names) for name, names in found.items()}


def resting(rules: Rules, section: str) -> frozenset[str]:
    """The decisions whose answer may depend on the text of a section: by their own clauses, or by what these ask."""
    asked = asked_by(rules)
    clauses = [c for m in rules.modules.values() for c in m.clauses]
    found = {c.symbol.qualified for c in clauses if any(q.place.section == section for q in c.quotes)}
    pending = list(found)
    while pending:
        name = pending.pop()
        for other, names in asked.items():
            if name in names and other not in found:
                found.add(other)
                pending.append(other)
    return frozenset(found & set(rules.pack.decision))
