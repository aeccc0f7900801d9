"""Executors: a slice of the graph and facts in, the value of every node out. All give the same values."""
