"""Whether what rules claim of one another is so: `verify "…": A implies B`, searched for a case in which A holds and B fails.

    from pincite.prove.run import findings

    for finding in findings(pack):
        print(finding.status, finding.title, finding.witness)

`model.py` says what a finding is. The search goes from the days of the law (`days.py`) and the values at which an answer may change
(`domains.py`, `keys.py`) to a case (`search.py`), which is then made as small as it can be and decided anew (`witness.py`).
"""
