"""PC6xx: clauses that are never in force, lapse, overlap or leave a gap in time."""
