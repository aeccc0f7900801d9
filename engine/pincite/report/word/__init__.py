"""The citation report as a Word document, through a template that a lawyer can edit: `model.py` says what a template can show,
`template.py` makes the one that comes with Pincite, `opening.py` refuses what is no plain template, `render.py` fills it in."""
