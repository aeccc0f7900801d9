"""PC9xx: packs, scenarios and what they expect."""
