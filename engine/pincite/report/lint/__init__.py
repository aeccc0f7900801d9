"""The linter of letters: what no letter may leave out, and where it was looked for.

`required.py` says what a letter must hold, `visible.py` what a reader sees of one in each format, `letters.py` compares, `samples.py` has
letters of every outcome to try templates with. The points are those of GAO, HEHS-00-179, 42 CFR 431.210 and s 25D of the Australian Acts
Interpretation Act 1901: the decision, its specific reasons, the specific provisions, and how to have it reviewed.
"""
