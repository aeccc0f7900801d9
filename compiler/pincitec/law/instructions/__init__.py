"""Amendment instructions as people write them: read into operations, and carried out on the plain text of a section.

`read_instruction` reads a sentence of a session law, `read_act` a whole act, `read_note` an editor's note; `apply` carries operations
out. Three things are kept apart: the structure of documents (`levels`, `subjects`, `outline`), the grammars of instructions, and the text.
"""

from pincitec.law.instructions.acts import read_act
from pincitec.law.instructions.carry import Applied, Done, Refused, apply
from pincitec.law.instructions.model import Operation, Place, Reading, Remainder, word_pair
from pincitec.law.instructions.notes import read_note
from pincitec.law.instructions.session import read_instruction
from pincitec.law.instructions.wording import Terms

__all__ = [
    "Applied",
    "Done",
    "Operation",
    "Place",
    "Reading",
    "Refused",
    "Remainder",
    "Terms",
    "apply",
    "read_act",
    "read_instruction",
    "read_note",
    "word_pair",
]
