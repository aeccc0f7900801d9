"""PC1xx: text that does not follow the grammar of `.law` or `.pol`."""
