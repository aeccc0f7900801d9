"""The plots of the page on other systems, as SVG beside it. The same figures give the same bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.peers.compare import UNKNOWN
from bench.peers.page import Results
from bench.peers.timing import Timed

OURS, OTHERS = "#1f4e79", "#b0b0b0"
MARKERS = "osD^vPX*<>hd"


def prepared() -> Any:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "pincite", "svg.fonttype": "none", "font.size": 9})
    import matplotlib.pyplot as plt

    return plt


def saved(plt: Any, figure: Any, path: Path) -> str:
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return path.name


def plot(results: Results, folder: Path) -> list[str]:
    plt = prepared()
    names = [bars(plt, results.singles, folder / f"{results.case.key}-one.svg")]
    if results.many:
        names.append(lines(plt, results, folder / f"{results.case.key}-many.svg"))
    return names


def bars(plt: Any, timed: Sequence[Timed], path: Path) -> str:
    """Microseconds a decision, least first; what the same call takes with a constant rule is drawn lighter over it."""
    ordered = sorted(timed, key=lambda t: -t.middle)
    figure, axes = plt.subplots(figsize=(6.4, 0.4 + 0.3 * len(ordered)), layout="constrained")
    axes.barh([t.peer.name for t in ordered], [t.middle * 1e6 for t in ordered], color=[OURS if t.peer.ours else OTHERS for t in ordered])
    for i, t in enumerate(ordered):
        axes.text(t.middle * 1e6 * 1.1, i, f"{t.middle * 1e6:.3g}", va="center")
    axes.set_xscale("log")
    axes.set_xlabel("µs a decision (logarithmic)")
    axes.margins(x=0.15)
    return saved(plt, figure, path)


def lines(plt: Any, results: Results, path: Path) -> str:
    """Nanoseconds a row by number of rows: on the left with unknown facts, on the right without."""
    figure, both = plt.subplots(1, 2, figsize=(9.2, 4.2), layout="constrained", sharey=True)
    names = list(dict.fromkeys(t.peer.name for ts in results.many.values() for t in ts))
    for axes, unknown, title in zip(both, (UNKNOWN, 0.0), ("one fact in twenty unknown", "everything known"), strict=True):
        for name in names:
            found = [t for _, ts in sorted(results.many.items()) for t in ts if t.peer.name == name and t.unknown == unknown]
            if found:
                style = {"color": OURS, "linewidth": 2} if found[0].peer.ours else {"linewidth": 1}
                marker = MARKERS[names.index(name) % len(MARKERS)]
                axes.loglog([t.rows for t in found], [t.each * 1e9 for t in found], marker=marker, markersize=4, label=name, **style)
        axes.set_title(title, fontsize=9)
        axes.set_xlabel("rows")
        axes.grid(visible=True, which="major", color="0.92")
        axes.legend(frameon=False, fontsize=7)
    both[0].set_ylabel("ns a row")
    return saved(plt, figure, path)
