"""The impact of an act in each format for people. The templates are those of this folder, under the rules of `render.py`."""

from pincite.impact.model import Impact
from pincite.report.impact_page import impact_page
from pincite.report.render import NARROWEST, WIDTH, environment_for, tidy


def render_text(found: Impact, width: int = WIDTH) -> str:
    """For a terminal: lines of at most `width` columns, itself held between 40 and 80."""
    fitting = min(max(width, NARROWEST), WIDTH)
    return tidy(environment_for("text", fitting).get_template("impact.txt.jinja").render(page=impact_page(found)))


def render_markdown(found: Impact) -> str:
    """For a comment on a pull request: redlines as `<del>` and `<ins>`, long lists folded up."""
    return tidy(environment_for("md").get_template("impact.md.jinja").render(page=impact_page(found)))


def render_html(found: Impact) -> str:
    """One page that needs nothing else: no script, no picture, no font from elsewhere."""
    return tidy(environment_for("html").get_template("impact.html.jinja").render(page=impact_page(found)))
