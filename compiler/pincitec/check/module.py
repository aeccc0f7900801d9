"""All checks of one policy, in order, and what they found out: the checked module that lowering reads.

Assumes the tree of the file, the checked modules of the policies it uses, and the sections on file. A problem in one clause does not hide
the problems of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from attrs import frozen

from pincitec.check.arrivals import check_arrivals
from pincitec.check.beside import with_words
from pincitec.check.claims import Claim, check_claims
from pincitec.check.clauses import CheckedClause, Clauses
from pincitec.check.comparisons import check_comparisons
from pincitec.check.connectives import check_connectives
from pincitec.check.cycles import cyclic_decisions, cyclic_definitions
from pincitec.check.figures import Place, check_figures, unused_numbers
from pincitec.check.gaps import find_gaps
from pincitec.check.judged import check_judges
from pincitec.check.judging import Judges, check_judging, judges_by_fact
from pincitec.check.lapses import Followed, Spoken, follow
from pincitec.check.laws import Laws, Located
from pincitec.check.missing_days import missing_day
from pincitec.check.negations import check_exceptions, check_meanings, check_negations
from pincitec.check.nesting import check_nesting
from pincitec.check.overlaps import check_overlaps
from pincitec.check.precedence import Override, check_precedence
from pincitec.check.quotes import check_quotes
from pincitec.check.remarks import Applicability, check_applies, check_remarks
from pincitec.check.reversals import check_reversals
from pincitec.check.rows import check_tables
from pincitec.check.scenarios import CheckedScenario, check_scenarios
from pincitec.check.scopes import Scope
from pincitec.check.standings import standings, stands as stands_of
from pincitec.check.statements import check_statements
from pincitec.check.symbols import Table, declare
from pincitec.check.typed import Typed
from pincitec.check.typing import Checker
from pincitec.check.usage import check_usage
from pincitec.check.verbs import verb_agrees
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.figures import NUMBER_NOT_IN_QUOTATION, UNIT_NOT_STATED
from pincitec.diagnostics.catalogue.types import WRONG_VERB
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.clauses import Standing
from pincitec.semantics.types import Type
from pincitec.syntax import pol_tree as t


@frozen
class Module:
    """A checked policy. `followed` and `standings` are those of `clauses`, in their order; `under` the places of `D under CITE`."""

    file: t.PolicyFile
    table: Table
    scope: Scope
    clauses: tuple[CheckedClause, ...]
    followed: tuple[Followed, ...]
    standings: tuple[tuple[Standing, ...], ...]
    applicability: tuple[Applicability, ...]
    remarks: tuple[Spoken, ...]
    overrides: tuple[Override, ...]
    under: Mapping[t.Cite, Located]
    scenarios: tuple[CheckedScenario, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Diagnostic, ...]


def check_module(
    file: t.PolicyFile,
    used: Mapping[str, "Module"],
    laws: Laws,
    asked_elsewhere: frozenset[str] = frozenset(),
    given_elsewhere: frozenset[str] = frozenset(),
) -> Module:
    """Runs every check. `used` holds the checked modules of this file's `use` lines; `asked_elsewhere` the names that policies which use
    it speak of, `given_elsewhere` the facts that their scenarios give."""
    imports = [d for d in file.declarations if isinstance(d, t.Use) and d.policy in used]
    tables = tuple(used[d.policy].table for d in imports)
    missing = any(isinstance(d, t.Use) and d.policy not in used for d in file.declarations)
    table, problems = declare(file, imported_types(tables), file.broken or missing)
    aliases = {d.alias.text: used[d.policy].table for d in imports if d.alias is not None}
    scope = Scope(table, tables, aliases, file.broken or missing or any(used[d.policy].file.broken for d in imports))
    problems += check_judges(file, scope)
    problems += laws.source_lines(file)
    cyclic, circles = cyclic_definitions(file, scope)
    problems += circles
    checker = Checker(scope, problems, cyclic)
    collected = Clauses(checker, laws)
    for d in file.declarations:
        if isinstance(d, t.Provision):
            collected.provision(d)
        elif isinstance(d, t.MissingDay):
            missing_day(collected, d)
    clauses = tuple(collected.clauses)
    applicability = check_applies(file, checker, laws)
    remarks = (*check_remarks(file, checker, laws), *check_statements(file, checker, laws))
    overrides = check_precedence(file, checker, laws, clauses)
    claims = check_claims(file, checker, (*clauses, *(c for m in used.values() for c in m.clauses)))
    under = places_under(chain((e for c in clauses for e in c.expressions()), (e for c in claims for e in c.expressions())), checker, laws)
    problems += check_cycles_of_decisions(clauses, under)
    problems += check_nesting(clauses, (c for m in used.values() for c in m.clauses))
    names = tuple(n.text for n in table.names)
    followed, timing = check_time(clauses, remarks, laws, frozenset(collected.unsound), names, file.text)
    problems += timing
    used_followed, used_remarks = [f for m in used.values() for f in m.followed], [r for m in used.values() for r in m.remarks]
    problems += check_arrivals(followed, remarks, laws, names, used_followed, used_remarks)
    encoded = {a.act: i for i, a in enumerate(applicability)}
    rows = []
    for one in followed:
        standing, missing_acts = standings(one.clause, one.stands, laws, encoded)
        rows.append(standing)
        problems += missing_acts if not one.clause.behind else []
    problems += check_words(
        [one for one in followed if not one.clause.behind], names, wordings_of((table, *tables)), judges_by_fact((table, *tables))
    )
    scenarios = check_scenarios(file, checker, laws)
    asked = asked_elsewhere | {e.param for a in applicability for x in a.condition.expressions() for e in x.walk() if e.op == "fact"}
    if not scope.broken and not has_errors(problems):
        problems += check_usage(file, scope, clauses, asked, given_elsewhere)
    found = with_words(tuple(dict.fromkeys(problems)), file, scope, laws)
    return Module(file, table, scope, clauses, followed, tuple(rows), applicability, remarks, overrides, under, scenarios, claims, found)


def imported_types(tables: Sequence[Table]) -> dict[str, Type]:
    found = (s for table in tables for s in table.symbols.values() if s.kind in ("type", "record", "unit"))
    return {s.name: s.type for s in found if s.type is not None}


def places_under(expressions: Iterable[Typed], checker: Checker, laws: Laws) -> dict[t.Cite, Located]:
    """The places that `D under CITE` names."""
    places: dict[t.Cite, Located] = {}
    for expression in expressions:
        for e in expression.walk():
            if e.op == "under" and e.param[1] not in places:
                found = laws.locate(e.param[1], checker.scope)
                if isinstance(found, Located):
                    places[e.param[1]] = found
                elif found is not None:
                    checker.problems.append(found)
    return places


def check_cycles_of_decisions(clauses: Sequence[CheckedClause], under: Mapping[t.Cite, Located]) -> list[Diagnostic]:
    """Judged on pairs of a decision and a provision: D in one provision may rest on D in another."""

    labels: dict[tuple[str, str], str] = {}

    def name(decision: str, place: Located) -> str:
        label = ".".join(place.path)
        while labels.get((place.section, place.identity)) is None and label in labels.values():
            label += "'"  # another unit of the same designation
        return f"{decision.rpartition('.')[2]} under {labels.setdefault((place.section, place.identity), label)}"

    edges: dict[str, set[str]] = {}
    spans: dict[str, Span] = {}
    for clause in clauses:
        here = name(clause.symbol.qualified, clause.place)
        spans.setdefault(here, clause.quotes[clause.own].quote.span)
        targets = edges.setdefault(here, set())
        for e in (x for expression in clause.expressions() for x in expression.walk()):
            if e.op in ("decision", "call"):
                targets |= {name(other.symbol.qualified, other.place) for other in clauses if other.symbol.qualified == e.param}
            elif e.op == "under":
                asked = [o for o in clauses if o.symbol.qualified == e.param[0] and o.place.lies_in(under.get(e.param[1]))]
                targets |= {name(o.symbol.qualified, o.place) for o in asked}
    return cyclic_decisions(edges, spans)


def check_time(
    clauses: Sequence[CheckedClause],
    remarks: Sequence[Spoken],
    laws: Laws,
    unsound: frozenset[str],
    names: tuple[str, ...] = (),
    text: str = "",
) -> tuple[tuple[Followed, ...], list[Diagnostic]]:
    """Quotations in every era, lapses, overlaps. In a unit one of whose clauses has a mistake (`unsound`, by identity, or misquoted) it
    cannot be said that nothing follows a lapse: the mistake is reported, and the lapse if it is still there without it."""
    problems: list[Diagnostic] = []
    made = []
    doubtful = set(unsound)
    for clause in clauses:
        stands = stands_of(clause, laws)
        found = check_quotes(clause, tuple((s.era, s.fares) for s in stands), laws)
        doubtful |= {clause.place.identity} if clause.behind or has_errors(found) else set()
        problems += found
        made.append(Followed(clause, stands))
    followed, lapses = follow(made, remarks, laws, names, text)
    followed, gaps = find_gaps(followed, laws)
    passed_over = {s for c in clauses if c.place.identity in doubtful for q in c.quotes for s in (q.quote.span, q.quote.words.inner)}
    timing = [p for p in lapses + gaps if p.span not in passed_over]
    current = [one for one in followed if not one.clause.behind]
    return followed, problems + timing + check_overlaps(current) + check_tables(current)


def wordings_of(tables: Iterable[Table]) -> dict[str, str]:
    """How each fact reads, by its qualified name."""
    facts = (s for table in tables for s in table.symbols.values() if isinstance(s.node, t.FactDecl))
    return {s.qualified: s.node.wording.text for s in facts if isinstance(s.node, t.FactDecl) and s.node.wording}


def check_words(
    followed: Sequence[Followed], names: tuple[str, ...], wordings: Mapping[str, str], judges: Mapping[str, Judges]
) -> list[Diagnostic]:
    """Numbers, comparators and verbs of each clause in the newest text in which it stands."""
    problems: list[Diagnostic] = []
    used: set[Place] = set()
    standing = []
    for one in followed:
        newest = next((s for s in reversed(one.stands) if s.state == "in_force"), None)
        if newest is None:
            continue
        standing.append((one, newest))
        found, numbers = check_figures(one.clause, newest.fares, names)
        problems += found + check_connectives(one.clause, newest.fares) + check_negations(one.clause, newest.fares)
        problems += check_comparisons(one.clause, newest.fares, wordings)
        problems += check_meanings(one.clause, wordings) + check_exceptions(one.clause, newest.fares)
        problems += check_reversals(one.clause, newest.fares) + check_judging(one.clause, newest.fares, judges)
        used |= numbers
        own = one.clause.quotes[one.clause.own].quote
        if not verb_agrees(one.clause.verb, own.words.text):
            others = [Label(one.clause.symbol.span, "the decision")]
            message = f"the clause says `{one.clause.verb}`, and its quotation does not"
            help = f"quote the words that say `{one.clause.verb}`, or use the verb of the law"
            problems.append(Diagnostic.at(WRONG_VERB, own.words.inner, message, others=others, help=help))
    if not any(p.rule in (NUMBER_NOT_IN_QUOTATION, UNIT_NOT_STATED) for p in problems):  # a wrong amount is one mistake, not two
        for one, newest in standing:
            problems += unused_numbers(one.clause, newest.fares, names, used)
    return problems
