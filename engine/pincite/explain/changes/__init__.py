"""What would change an answer: smallest edits of the facts, each tried before it is shown; and which facts played no part.

`what_changes(case)` and `no_part(case)` give the values of `model.py`. The steps: `variables.py` (what can be otherwise), `trial.py` (the
case with some of it otherwise), `search.py` (the smallest sets), `regions.py` (how far each reaches), `saying.py` (in words), `find.py`.
"""
