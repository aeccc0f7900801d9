"""What a run came to: counts of verdicts and outcomes, which elements fail, which facts are missing, by group if asked.

found, problems = summary_of(out)      # from an output and the reasons beside it
made = rendered(found, "text")         # or json, csv, html, png, svg
"""

from pincite.population.summary.model import Summary
from pincite.population.summary.opening import summary_of

FORMATS = ("text", "json", "csv", "html", "png", "svg")

__all__ = ["FORMATS", "Summary", "rendered", "summary_of"]


def rendered(found: Summary, format: str) -> str | bytes:
    """A summary in one of `FORMATS`. Pictures and the page need matplotlib."""
    match format:
        case "json":
            from pincite.population.summary.data import render_json

            return render_json(found)
        case "csv":
            from pincite.population.summary.data import render_csv

            return render_csv(found)
        case "html":
            from pincite.population.summary.page import render_html

            return render_html(found)
        case "png" | "svg":
            from pincite.population.summary.plots import render

            return render(found, format)
    from pincite.population.summary.texts import render_text

    return render_text(found)
