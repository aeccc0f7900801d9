"""The lock file: what every quotation of a project rested on when it was last written, and who has read it beside the law.

`model` holds its values, `making` computes it from the quotations, `writing` and `reading` are its one text form, `comparing` says what is
different since, and `reviewing` sets stamps. Nothing here reads the project: `pincitec.locking` does.
"""
