"""How the time of the executor over columns grows with rows and with nodes, as figures and plots: `python -m bench.columns.growth`.

From memory, one thread, verdicts alone, the best of some rounds: for the smallest sizes the fixed cost of a run shows.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.columns.graphs import graph
from bench.columns.speed import in_turn, made, population

BY_ROWS: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
NODES_BY_ROWS: Final = 185
BY_NODES: Final = (18, 45, 90, 185, 370, 740, 1_480, 1_826)
ROWS_BY_NODES: Final = 500_000
FACTS: Final = 30
"""The same number of facts for every number of nodes, so that only nodes grow."""
ROUNDS: Final = 5
HERE: Final = Path(__file__).parent


@frozen
class Point:
    rows: int
    nodes: int
    seconds: float


def by_rows(sizes: Sequence[int] = BY_ROWS, nodes: int = NODES_BY_ROWS, rounds: int = ROUNDS) -> list[Point]:
    pack = graph(nodes)
    whole = population(pack, max(sizes))
    run = made(pack, signatures=False)
    taken = [in_turn([lambda n=n: run.run(whole.slice(0, n))], rounds)[0] for n in sizes]  # type: ignore[misc]
    return [Point(n, nodes, min(t)) for n, t in zip(sizes, taken, strict=True)]


def by_nodes(sizes: Sequence[int] = BY_NODES, rows: int = ROWS_BY_NODES, rounds: int = ROUNDS) -> list[Point]:
    found = []
    for nodes in sizes:
        pack = graph(nodes, facts=FACTS)
        batch = population(pack, rows)
        run = made(pack, signatures=False)
        found.append(Point(rows, nodes, min(in_turn([lambda run=run, batch=batch: run.run(batch)], rounds)[0])))  # type: ignore[misc]
    return found


def plot(points: Sequence[Point], over: str, path: Path) -> None:
    """A line through the points on logarithmic axes, beside one that grows in proportion."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    mpl.rcParams["svg.hashsalt"] = "pincite"
    mpl.rcParams["svg.fonttype"] = "none"
    xs = [getattr(p, over) for p in points]
    ys = [p.seconds for p in points]
    figure, axes = plt.subplots(figsize=(5.2, 3.2), layout="constrained")
    axes.loglog(xs, [ys[-1] * x / xs[-1] for x in xs], color="0.7", linewidth=1, linestyle="--", label="in proportion")
    axes.loglog(xs, ys, marker="o", markersize=4, color="#1f4e79", label="measured")
    other = f"{points[0].nodes:,} nodes" if over == "rows" else f"{points[0].rows:,} rows, {FACTS} facts"
    axes.set_xlabel(f"{over} ({other})")
    axes.set_ylabel("seconds")
    axes.grid(visible=True, which="major", color="0.9")
    axes.legend(frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


HEADER: Final = ("rows", "nodes", "seconds", "ns a row", "ns a row and node")


def row(p: Point) -> tuple[str, ...]:
    each = p.seconds / p.rows * 1e9
    return (f"{p.rows:,}", f"{p.nodes:,}", f"{p.seconds:.4f}", f"{each:.2f}", f"{each / p.nodes:.3f}")


def main() -> tuple[list[Point], list[Point]]:
    found = by_rows(), by_nodes()
    for points, over in zip(found, ("rows", "nodes"), strict=True):
        for line in (HEADER, *map(row, points)):
            print("  ".join(f"{cell:>18}" for cell in line))
        plot(points, over, HERE / f"by-{over}.svg")
    return found


if __name__ == "__main__":
    main()
