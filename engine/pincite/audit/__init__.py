"""What was decided, kept so that it can be shown again: records of determinations, their verification, and an append-only log of them.

Stands over `report`, whose letter and JSON a record seals, and under `cli`. Nothing here reads a clock: the time of an entry of the log
is given by whoever appends it, and no answer depends on it.
"""
