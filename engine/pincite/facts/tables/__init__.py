"""Records of a list from a table: a CSV file, or a sheet of an `.xlsx` workbook. Beside the readers of facts files, under `lists.py`.

A table becomes the same tree of words as a facts file, so that one set of rules reads both. What is read is what is seen: a formula, a
hidden row or a number that is not exact is refused, never read as something near it.
"""
