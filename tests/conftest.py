"""What holds for all tests: output is as in a file, however wide the terminal is in which the tests run."""

import os


def pytest_configure() -> None:
    os.environ.pop("COLUMNS", None)
