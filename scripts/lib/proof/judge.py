"""Says of each file that standard input names whether Python takes its syntax: path, tab, line."""
import sys
import warnings

warnings.simplefilter("ignore")
for path in sys.stdin.read().splitlines():
    line = 0
    try:
        with open(path, "rb") as file:
            compile(file.read(), path, "exec", dont_inherit=True)
    except SyntaxError as fault:
        line = fault.lineno or 1
    except (ValueError, MemoryError, RecursionError, OverflowError):
        line = 1
    print(f"{path}\t{line}")
