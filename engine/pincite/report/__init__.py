"""From a proof to what people and machines read: text, Markdown, HTML, JSON.

Typed view objects go into Jinja templates. Nothing is decided here, and nothing that the proof holds and a reader needs is left out.
"""
