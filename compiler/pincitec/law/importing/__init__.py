"""From files as received to `.law` files: what is certain is written down, the rest is a hole or a remainder and is listed.

`import_annotated` reads a section with New Mexico's annotations, `import_plain` a text without any. Neither writes a file.
"""
