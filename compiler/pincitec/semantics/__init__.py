"""What the language means: truth, values, types, and the one table of primitive operations.

Everything that evaluates or analyses rules is derived from the table in `operations.py` and tested equal to it. This folder
imports nothing of the compiler but `attrs` classes of its own, so a pack can be evaluated without the compiler.
"""
