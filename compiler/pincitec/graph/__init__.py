"""The evaluation graph: all that the compiler and the engine share.

Clauses are lowered to one typed, hash-consed, acyclic graph (`nodes.py`). Around it stands what a letter needs: clauses with their
elements and quotations (`clauses.py`) and the texts of law they quote (`texts.py`). Together they are a *pack* (`pack.py`).
"""
