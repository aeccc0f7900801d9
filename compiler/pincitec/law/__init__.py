"""The law on file: citations, sections, versions, amendments, quotations, and the numbers that the law states."""
