"""What would change an answer: minimal edits of the facts, each tried before it is shown; and which facts played no part."""
