"""Measurements behind every figure that the documents give. Each module says how it measures; `make bench` runs them all."""
