"""PC7xx: statutes: versions, amendments and evidence that do not agree."""
