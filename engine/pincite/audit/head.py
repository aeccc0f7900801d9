"""What a letter shows beside the proof. A module of its own: `determine` needs it for every letter, and the rest of records for few."""

from typing import TYPE_CHECKING, NamedTuple

from pincitec.settings import Office

if TYPE_CHECKING:
    from pincite.report.office.family import Family


class Letterhead(NamedTuple):
    """The office that answers, how facts and tables (`LIST=FILE`) were named on the command line, for whom the letter is written (the
    name of a profile), whom it is about, and the number of the file. `templates` are the office's own, if it has any."""

    office: Office
    facts_file: str = "-"
    tables: tuple[str, ...] = ()
    profile: str = "caseworker"
    applicant: str = ""
    file_number: str = ""
    templates: "Family | None" = None
