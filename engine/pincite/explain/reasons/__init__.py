"""Why an answer is as it is, and of which kind: sufficient grounds, clauses considered and not applied, the first day, the outcome.

Stands over `pincite.explain.clauses` and reads a case with its questions as proved; evaluates nothing anew but for the outcome.
"""
