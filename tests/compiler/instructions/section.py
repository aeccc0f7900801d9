"""A made-up section in the plain text in which codes publish theirs."""

from pincitec.law.instructions import Applied, Reading, apply, read_instruction

TEXT = """3-112
[heading] Market fees and permits.
  (a)
  A seller shall pay a fee of $50 to the Board before the first market day. The Board may waive the fee.
  (b)
  A permit may be granted to a seller who:
    (1)
    Has paid the fee; and
    (2)
    Is at least 18 years of age.
  (c)
    (1)
    The Board shall keep a list of sellers, and the Board shall print it.
    (1A)
    A seller listed in error may ask the Market Board to correct the list.
    (2)
    The list is public; the addresses in it are not; and no fee is charged."""

UNDER = ("12 The Market Act of 2001, effective May 4, 2001 (Law 1-7; Example Code § 3-101 et seq.), is amended as follows:",
         "(a) Section 9 (Example Code § 3-112) is amended as follows:")  # fmt: skip


def read(sentence: str) -> Reading:
    return read_instruction(sentence, UNDER)


def after(sentence: str, text: str = TEXT) -> str:
    """The text after one instruction, which must be carried out."""
    reading = read(sentence)
    assert reading.remainders == (), reading
    result = apply(text, reading.operations)
    assert isinstance(result, Applied), result
    return result.text


def refusal(sentence: str, text: str = TEXT) -> str:
    """The reason for which one instruction, which is understood, is not carried out."""
    reading = read(sentence)
    assert reading.remainders == (), reading
    result = apply(text, reading.operations)
    assert not isinstance(result, Applied), result
    return result.reason.message
