"""Scope and sources: which policies the report is about, what they rest on, and what was received from whom."""

import hashlib
import posixpath
from collections.abc import Iterator

from pincite.explain.wording import finish
from pincite.facts.display import show_date
from pincite.report.citation.book import INFORMATION, Book, asked_of, has_rules
from pincite.report.citation.view import Pair, Policy, Ref, Source
from pincitec.check.module import Module
from pincitec.law.model import Section, SourceFile
from pincitec.law.places import cite_unit
from pincitec.syntax import pol_tree as t


def policies(book: Book) -> tuple[Policy, ...]:
    return tuple(policy(book, m) for m in book.modules)


def policy(book: Book, module: Module) -> Policy:
    name = module.table.policy
    declared = module.file.policy
    title = declared.title.text if declared is not None and declared.title is not None else name
    sections = [book.laws.sections[s] for s in quoted(module) if s in book.laws.sections]
    rests = tuple(Ref(cite_unit(s, ()), book.anchors.of_section(s.id)) for s in sections)
    anchor = f"policy-{name.replace('.', '-')}"
    clauses, remarks, scenarios = len(module.clauses), len(module.remarks), len(module.scenarios)
    about = asked_of(module)
    return Policy(
        anchor, name, title, (module.file.path,), rests, clauses, remarks, scenarios, has_rules(module), about, digest(book, module)
    )


def quoted(module: Module) -> list[str]:
    """The sections that a policy declares as its sources."""
    return list(dict.fromkeys(d.section.text for d in module.file.declarations if isinstance(d, t.SourceRef)))


def digest(book: Book, module: Module) -> str:
    """One hash of all that a policy says and rests on: of the lines "path sha256", in order of the paths, of its own file, the policies
    that it uses, the sections that they quote, and the files received for these. Anybody can make it again from the files."""
    files: dict[str, str] = {}
    for one in used(book, module):
        files[one.file.path] = book.sources[one.file.path].text
        for id in quoted(one):
            section = book.laws.sections.get(id)
            if section is not None:
                files[section.source.path] = section.source.text
    hashes = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in files.items()}
    for id in {i for one in used(book, module) for i in quoted(one)}:
        for source in book.laws.sections[id].sources if id in book.laws.sections else ():
            hashes[received_path(book.laws.sections[id], source)] = source.sha256
    return hashlib.sha256("".join(f"{path} {hashes[path]}\n" for path in sorted(hashes)).encode()).hexdigest()


def used(book: Book, module: Module) -> list[Module]:
    """A policy and all that it uses, each once."""
    by_name = {m.table.policy: m for m in book.study.modules}
    found: dict[str, Module] = {}
    pending = [module]
    while pending:
        one = pending.pop()
        if one.table.policy not in found:
            found[one.table.policy] = one
            pending += [by_name[d.policy] for d in one.file.declarations if isinstance(d, t.Use) and d.policy in by_name]
    return [found[name] for name in sorted(found)]


def sources(book: Book) -> tuple[Source, ...]:
    return tuple(
        Source(
            f"source-{book.anchors.of_section(s.id)}",
            cite_unit(s, ()),
            s.authority,
            s.authority != INFORMATION,
            tuple(particulars(s)),
            tuple(tuple(received(s, f)) for f in s.sources),
        )
        for s in book.sections
    )


def particulars(section: Section) -> Iterator[Pair]:
    yield Pair("On file as", f"{section.id}, in {section.source.path}")
    if len(section.cites) > 1:
        yield Pair("Also cited as", "; ".join(section.cites[1:]))
    yield Pair("Authority", section.authority)
    yield Pair("Newest text on file", newest(section))
    yield Pair("Known to hold", horizon(section))
    for assumption in dict.fromkeys(v.assumed for v in section.versions if v.assumed):
        yield Pair("Day assumed", finish(assumption or ""))
    for slip in section.slips:
        yield Pair("Kept as printed", finish(f"“{slip.words}”: {slip.because}"))
    for tolerance in section.tolerances:
        said = f"{tolerance.act}: the source prints “{tolerance.printed}” for “{tolerance.text}” ({tolerance.kind.replace('_', ' ')})"
        yield Pair("Misquoted by a source", finish(said))


def newest(section: Section) -> str:
    """The day of the newest text: not that on which anybody received it."""
    version = next((v for v in reversed(section.versions) if v.from_ == section.text_on), None)
    if version is not None and version.assumed:
        return f"taken to stand from {show_date(section.text_on)}"
    verb = "published" if section.authority == INFORMATION else "as it stood"
    return f"{verb} on {show_date(section.text_on)}"


def horizon(section: Section) -> str:
    h = section.horizon
    if h.unknown or h.known_until is None:
        return finish(f"nothing on file says until when{': ' + h.because if h.because else ''}")
    return finish(f"until {show_date(h.known_until)}{', because ' + h.because if h.because else ''}")


def received(section: Section, source: SourceFile) -> Iterator[Pair]:
    yield Pair("File as received", received_path(section, source))
    yield Pair("SHA-256", source.sha256)
    yield Pair("Publisher", source.publisher or "not stated")
    yield Pair("Rights", source.rights or "not stated")
    if source.retrieved is not None:
        yield Pair("Retrieved", show_date(source.retrieved))
    if source.not_taken:
        lines = len(source.not_taken)
        yield Pair("Not taken from it", f"{lines} {'line' if lines == 1 else 'lines'} that are no text of the provision")


def received_path(section: Section, source: SourceFile) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(section.source.path), source.path))
