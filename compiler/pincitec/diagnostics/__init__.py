"""Problems in a user's files, as values: what a diagnostic is, the catalogue of all of them, and how they are shown."""

from pincitec.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Rule, Safety, Severity
from pincitec.diagnostics.source import Source, Span

__all__ = ["Diagnostic", "Edit", "Fix", "Label", "Rule", "Safety", "Severity", "Source", "Span"]
