"""An office's own templates of letters, which see the letter and nothing else of the world.

`family.py` reads them, `allowed.py` says what may stand in one, `sandbox.py` runs them within bounds, `rendering.py` writes a letter with
them or says why not.
"""
