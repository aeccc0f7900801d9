"""`python -m bench`: every measurement, one after the other."""

from bench import decision, letter, process, reasons

for module in (decision, letter, reasons, process):
    print(f"\n{module.__name__}: {(module.__doc__ or '').splitlines()[0]}\n")
    module.main()
