"""The same graph over columns of many cases: Arrow data in, verdicts, values and reason signatures out. Exact, or refused."""
