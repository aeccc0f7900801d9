"""Did-you-mean, with a distance threshold: a far-fetched suggestion is worse than none."""

from collections.abc import Iterable


def edit_distance(a: str, b: str) -> int:
    """Damerau-Levenshtein distance (optimal string alignment): insert, delete, substitute, swap neighbours.

    Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964.

    >>> edit_distance("natoinal_board", "national_board")
    1
    """
    before = previous = list(range(len(b) + 1))
    row = previous
    for i, x in enumerate(a, 1):
        before, previous = previous, row
        row = [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before[j - 2] + 1)
    return row[-1]


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The nearest known name, if it is near: at most a third of the word's length away, never more than three edits.

    >>> did_you_mean("rol", ["role", "base_salary"])
    'role'
    >>> did_you_mean("xyz", ["role", "base_salary"]) is None
    True
    """
    limit = min(3, max(1, len(word) // 3))
    near = sorted((edit_distance(word.lower(), k.lower()), k) for k in set(known) if abs(len(k) - len(word)) <= limit)
    if near and near[0][0] <= limit:
        return near[0][1]
    return None
