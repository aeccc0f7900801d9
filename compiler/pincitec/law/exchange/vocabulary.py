"""What the elements of Akoma Ntoso 3.0 and of USLM 2 are to the words of a section: which join, which part, which are no words of it.

An element that is in no list is not understood, and a section that holds one is refused.
Source: the schemas akomantoso30.xsd (OASIS) and uslm-2 (United States Government Publishing Office).
"""

from typing import Final

from attrs import frozen

AKN_NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
USLM_NAMESPACE: Final = "http://schemas.gpo.gov/xml/uslm"


@frozen
class Vocabulary:
    """One format. Names are local names of its own namespace."""

    name: str
    namespace: str
    inline: frozenset[str]
    """Elements that stand within a line: no space is between them and the words around them."""
    shifted: frozenset[str]
    """Those of them that raise or lower what they hold."""
    aside: frozenset[str]
    """Elements that stand within the text and are no part of it: footnotes, their marks, numbers of pages."""
    paragraphs: frozenset[str]
    """Elements that are one paragraph of text each."""
    levels: frozenset[str]
    """Elements that are numbered units."""


def names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


AKN: Final = Vocabulary(
    name="Akoma Ntoso 3.0",
    namespace=AKN_NAMESPACE,
    inline=names(
        "a abbr b concept date def docAuthority docDate docIntroducer docJurisdiction docNumber docProponent docPurpose docStage docStatus "
        "docTitle docType docketNumber entity event i inline legislature location mref object organization person process quantity ref "
        "role rref session shortTitle span sub sup term time u"
    ),
    shifted=names("sub sup"),
    aside=names("authorialNote noteRef"),
    paragraphs=names("p block"),
    levels=names(
        "alinea article clause indent level list paragraph point proviso rule section subclause subdivision sublist subparagraph subrule "
        "subsection transitional"
    ),
)

USLM: Final = Vocabulary(
    name="USLM 2",
    namespace=USLM_NAMESPACE,
    inline=names("b date em entity i inline ref role shortTitle span strong sub sup term u"),
    shifted=names("sub sup"),
    aside=names("endnote footnote note page sidenote"),
    paragraphs=names("p text"),
    levels=names("clause item level paragraph subclause subitem subparagraph subsection subsubitem"),
)

VOCABULARIES: Final = {AKN.namespace: AKN, USLM.namespace: USLM}
