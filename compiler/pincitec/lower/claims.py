"""Claims → the conditions of their counterexamples, after all decisions: a claim adds nothing to what rules decide."""

from collections.abc import Mapping, Sequence

from pincitec.check.module import Module
from pincitec.diagnostics import Source, Span
from pincitec.graph.clauses import Verification
from pincitec.graph.nodes import Builder
from pincitec.lower.expressions import Expressions, Scope


def lower_claims(
    modules: Sequence[Module], builder: Builder, expressions: Expressions, sources: Mapping[str, Source]
) -> tuple[Verification, ...]:
    """The claims of some modules, by policy and title. The order of a file does not show."""
    found = []
    for module in modules:
        for claim in sorted(module.claims, key=lambda c: c.node.title.text):
            premise, conclusion = (expressions.lower(e, Scope()) for e in (claim.premise, claim.conclusion))
            assuming = None if claim.assuming is None else expressions.lower(claim.assuming, Scope())
            supposed = (premise,) if assuming is None else (premise, assuming)
            against = builder.add("not", "boolean", (conclusion,))
            node = builder.add("and", "boolean", (*supposed, against))
            source = sources.get(claim.node.span.path)
            line = source.line_column(claim.node.span.start)[0] if source is not None else 0
            found.append(
                Verification(
                    policy=module.table.policy,
                    title=claim.node.title.text,
                    because=claim.node.because.text,
                    expected=claim.node.counterexample,
                    node=node,
                    premise=premise,
                    conclusion=conclusion,
                    premise_text=written(source, claim.premise.span),
                    conclusion_text=written(source, claim.conclusion.span),
                    location=f"{claim.node.span.path}:{line}",
                    assuming=assuming,
                    assuming_text=None if claim.assuming is None else written(source, claim.assuming.span),
                )
            )
    return tuple(found)


def written(source: Source | None, span: Span) -> str:
    """An expression as it stands in its file, on one line."""
    return "" if source is None else " ".join(source.text[span.start : span.end].split())
