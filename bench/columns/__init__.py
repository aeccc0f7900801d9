"""Measurements of populations: rows a second, memory, and how both grow. `python -m bench.columns` runs them and writes their page."""
