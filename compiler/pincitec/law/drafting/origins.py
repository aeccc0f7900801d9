"""Places in a file that was not written → places that the reader has before him: in the instructions, and in the file as it is."""

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.law.drafting.insertion import Inserted


@frozen
class Origins:
    """`new` is the text that was not written. `body`: where in it the operations of the instructions begin, if they were given as such."""

    new: Source
    inserted: Inserted
    instructions: Source
    body: int | None

    def told(self, problem: Diagnostic) -> Diagnostic:
        """The same problem, each of its places where the reader can find it."""
        return evolve(problem, labels=tuple(Label(self.of(label.span), label.text) for label in problem.labels))

    def of(self, span: Span) -> Span:
        """Where the characters of a span come from."""
        if span.path != self.new.path:
            return span
        before = 0
        for start, end in self.inserted.added:
            if start <= span.start < end:
                return self._instruction(span)
            if end <= span.start:
                before += end - start
        return Span(span.path, span.start - before, max(span.end - before, span.start - before))

    def _instruction(self, span: Span) -> Span:
        """The words of an instruction from which a part of the act was made: given as they stand, quoted once, or else all of them."""
        path, last = self.instructions.path, len(self.instructions.text.rstrip())
        if self.body is not None and span.start >= self.body:
            return Span(path, min(span.start - self.body, last), min(span.end - self.body, last))
        words = self.new.excerpt(span)
        if words and self.instructions.text.count(words) == 1:
            at = self.instructions.text.index(words)
            return Span(path, at, at + len(words))
        return Span(path, 0, last)
