"""From values to reasons: one complete, immutable proof that every rendering reads.

Takes a pack, a day of the law, readings and facts; has the graph evaluated by an executor; and says which clauses were considered,
which elements are met, what is missing, and on which assumptions the answer rests. Renders nothing.
"""
