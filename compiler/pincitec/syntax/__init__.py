"""Both languages as text: grammars, lossless trees, abstract trees, and the printers behind `pincite fmt`.

Nothing here knows what a quotation or an amendment means; that is the work of `law` and `check`.
"""
