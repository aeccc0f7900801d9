"""Terms of the sources: `terms(laws, modules)` in `find.py`; what it gives is in `model.py`."""
