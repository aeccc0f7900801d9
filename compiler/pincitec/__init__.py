"""Text in, checked graph out.

The compiler reads the law (`statutes/*.law`) and the rules (`policy/*.pol`), proves that every quotation stands in the
law over the whole time its clause applies, and lowers the clauses to one evaluation graph, the *pack*.

Folders from the ground up, each importing only those before it: `diagnostics`, `semantics`, `graph`, `syntax`, `law`,
`check`, `lower`; `compile.py` runs the passes in order.
"""

__version__ = "0.1.0"
