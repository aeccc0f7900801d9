"""What scenarios show of each clause: how many of its truth values, boundaries, days and readings, and which none shows."""

from pincite.exercise import ClauseExercise, Exercise, Goal
from pincite.report.citation.book import Book
from pincite.report.citation.view import Ref, Row, Table

CAPTION = "What scenarios show of each clause"
HEADERS = ("Clause", "Place", "Shown", "What no scenario shows")


def exercise_table(book: Book, exercise: Exercise | None) -> Table:
    """A row a clause in scope. Without an exercise nothing is said of scenarios."""
    if exercise is None:
        return Table(CAPTION, HEADERS, (), "No scenario was run.")
    by_id = {c.clause.id: c for c in book.clauses}
    rows = []
    for c in sorted((c for c in exercise.clauses if c.clause in by_id), key=lambda c: by_id[c.clause].number):
        one = by_id[c.clause]
        place = Ref(c.citation, book.place(one.clause.place))
        rows.append(Row((Ref(str(one.number), one.anchor), place, Ref(shown(c), ""), Ref(missing(c), ""))))
    return Table(CAPTION, HEADERS, tuple(rows), "There are no clauses.")


def shown(c: ClauseExercise) -> str:
    return f"{c.met} of {len(c.goals)}"


def missing(c: ClauseExercise) -> str:
    return "; ".join(goal(g) for g in c.missing) or "nothing"


def goal(g: Goal) -> str:
    where = f" of ({g.element})" if g.element else ""
    about = f" {g.about}" if g.about else ""
    return f"{g.kind}{where}{about}"
