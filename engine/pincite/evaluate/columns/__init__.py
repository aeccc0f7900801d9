"""The same graph over columns of many cases: Arrow data in, verdicts, values and reason signatures out. Exact, or refused."""

from pincite.evaluate.columns.kernel import Kernel, kernel
from pincite.evaluate.columns.schema import Refused

__all__ = ["Kernel", "Refused", "kernel"]
