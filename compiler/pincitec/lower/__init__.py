"""Checked trees → the evaluation graph and everything around it: the pack.

Assumes modules without errors. The order of files, clauses and conditions never shows in what a pack means; the same policies and
texts give the same bytes.
"""
