"""Spaces of records: how they lie, what is spread over them from outside, and the fields of their records. Used by `list_forms.py`."""

from attrs import evolve, frozen

from pincite.evaluate.columns.emitter import Emitter
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.values import Elapsed, Listed, Number, Outcome, Truth, Value, Verdict, Words


@frozen
class Space:
    """The records of one list for each row of the space around it, flat. `level` is that of the fold's row.

    `offsets` and `owners` say which belong to which row around; `index` has the place of each among the records of the block, None where
    that is its own; `most` how many records one list has at most.
    """

    number: int
    around: int
    level: int
    name: str
    offsets: str
    owners: str
    index: str | None
    most: int


def space_of(emitter: Emitter, name: str, around: int, level: int) -> Space:
    """The space of a list in another, made once."""
    known: Space
    for known in emitter.spaces.values():
        if (known.name, known.around, known.level) == (name, around, level):
            return known
    number = len(emitter.spaces) + 1
    emit = emitter.program.emit
    (offsets,) = emit("offsets_of", emitter.program.input(("lengths", name)))
    index: str | None = None
    if around:
        offsets, index = emit("again", offsets, subject(emitter, emitter.spaces[around]), results=2)
    (owners,), (emitter.rows[number],) = emit("owners", offsets), emit("records", offsets)
    made = emitter.spaces[number] = Space(number, around, level, name, offsets, owners, index, emitter.longest(name))
    return made


def subject(emitter: Emitter, space: Space) -> str:
    """For each record of a space the row of the block that it belongs to."""
    if space.around == 0:
        return space.owners
    return emitter.program.emit("spread", subject(emitter, emitter.spaces[space.around]), space.owners)[0]


def field_of(emitter: Emitter, space: Space, name: str) -> Value:
    """A field of the records of a space."""
    value = emitter.given_field(emitter, space.name, name)
    return value if space.index is None else taken_value(emitter, value, space.index, emitter.records_of(space.name), space.number)


def taken_value(emitter: Emitter, value: Value, places: Operand, rows: Operand, space: int) -> Value:
    """A value at other places: `rows` is how many it is taken from."""
    return moved(emitter, value, "taken", "taken_plane", (places,), rows, space)


def spread_value(emitter: Emitter, value: Value, space: Space) -> Value:
    """A value of the space around, for each record."""
    if isinstance(value, Listed):
        return evolve(value, where=spread_plane(emitter, value.where, space), complete=spread_plane(emitter, value.complete, space))
    return moved(emitter, value, "spread", "spread_plane", (space.owners,), emitter.rows[space.around], space.number)


def spread_plane(emitter: Emitter, plane: Operand, space: Space) -> Operand:
    if isinstance(plane, int):
        return plane
    return emitter.program.emit("spread_plane", plane, space.owners, emitter.rows[space.around], space=space.number)[0]


def moved(emitter: Emitter, value: Value, arrays: str, planes: str, places: tuple[Operand, ...], rows: Operand, space: int) -> Value:
    """A value whose arrays and planes are each taken at places."""

    def array(one: Operand, *, ranged: bool = True) -> Operand:
        if isinstance(one, int):
            return one
        (made,) = emitter.program.emit(arrays, one, *places, space=space)
        if ranged:
            emitter.ranges[made] = emitter.ranges[one]
            if one in emitter.narrow:
                emitter.narrow.add(made)
        return made

    def plane(one: Operand) -> Operand:
        return one if isinstance(one, int) else emitter.program.emit(planes, one, *places, rows, space=space)[0]

    match value:
        case Truth(surely, possibly):
            return Truth(plane(surely), plane(possibly))
        case Words(code, known):
            return Words(array(code, ranged=False), plane(known))
        case Verdict():
            each = (value.holds, value.fails, value.conflict, value.gap, value.not_applicable)
            return Verdict(*map(plane, each))
        case Outcome(verdict, inner):
            decided, given = (moved(emitter, v, arrays, planes, places, rows, space) for v in (verdict, inner))
            assert isinstance(decided, Verdict) and isinstance(given, (Number, Words))
            return Outcome(decided, given)
        case Number():
            runs = value.elapsed
            if runs is not None:
                runs = Elapsed(plane(runs.runs), array(runs.since), plane(runs.last), plane(runs.following))
            low, over = array(value.low), array(value.over)
            high = low if value.high == value.low else array(value.high)
            return Number(low, high, plane(value.known), over, plane(value.bounded), runs)
    raise TypeError("a record is not spread")  # INVARIANT: what reads a record is computed in its space
