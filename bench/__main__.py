"""`python -m bench`: every measurement, one after the other. Other systems beside ours are `make bench-peers`."""

from bench import decision, letter, process, reasons
from bench.columns import __main__ as columns

for module in (decision, letter, reasons, process, columns):
    print(f"\n{module.__name__}: {(module.__doc__ or '').splitlines()[0]}\n")
    module.main()
