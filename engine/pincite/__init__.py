"""Graph and facts in, determinations out.

Folders from the ground up, each importing only those before it: `facts`, `evaluate`, `explain`, `report`, `cli`. The engine
imports the compiler (`pincitec`), never the other way.
"""
