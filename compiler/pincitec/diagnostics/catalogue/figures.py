"""PC5xx: numbers and comparators that differ from their quotation."""
