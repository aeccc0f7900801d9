"""Is this policy sound? One module a check; each gives diagnostics as values and never raises for what a user wrote.

Order: names (`symbols`, `scopes`), types (`typing`), clauses and their quotations against the law (`clauses`, `quotes`), numbers and
comparators (`figures`), time (`standings`, `lapses`, `timing`), and what reviewers want listed (`usage`). `module.py` runs them for a file.
"""
