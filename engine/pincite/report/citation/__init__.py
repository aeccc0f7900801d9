"""The citation report: what a legal reviewer reads beside the law and signs. Built from a study of a project; every part is a typed view
(`view.py`), which the formats only lay out."""
