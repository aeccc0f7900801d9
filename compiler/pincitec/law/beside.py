"""Reading evidence: the source files that lie beside a `.law` file, and no others.

The hash of a source is that of its bytes, so its text is given byte for byte, line ends included.
"""

import os
from pathlib import Path

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import OUTSIDE_PROJECT
from pincitec.diagnostics.reading import read_source
from pincitec.law.exchange.words import XML
from pincitec.law.exchange.xml import MAX_XML_BYTES
from pincitec.law.model import Evidence


def evidence_beside(law: Path, display: str) -> Evidence:
    """The reader of the evidence of one `.law` file. `display`: how the `.law` file is shown to the user.

    A path that leads out of the folder of the `.law` file (also through a link) is refused.
    """
    folder = Path(os.path.realpath(law)).parent
    shown = display.rpartition("/")[0]

    def read(path: str) -> Source | Diagnostic:
        name = f"{shown}/{path}" if shown else path
        try:
            real = Path(os.path.realpath(folder / path))
        except (OSError, ValueError):
            real = Path("/")
        if not real.is_relative_to(folder) or Path(path).is_absolute() or ".." in Path(path).parts:
            return Diagnostic.at(
                OUTSIDE_PROJECT,
                Span(name, 0, 0),
                f"`{path}` leads out of the folder of the section",
                help="keep sources in a folder `sources` beside the `.law` file",
            )
        most = {"max_bytes": MAX_XML_BYTES, "max_line": MAX_XML_BYTES} if path.endswith(XML) else {}
        source = read_source(real, name, as_received=True, **most)
        if isinstance(source, Diagnostic):
            return source
        return Source(name, real.read_bytes().decode("utf-8"))

    return read
