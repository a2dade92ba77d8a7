"""Compiles a file, never runs it, and prints where that fails."""
import sys

path = sys.argv[1]
try:
    with open(path, "rb") as file:
        compile(file.read(), path, "exec", dont_inherit=True)
except SyntaxError as error:
    sys.exit(f"{path}:{error.lineno or 0}:{error.offset or 0}: error: {error.msg}")
except (MemoryError, OverflowError, RecursionError, ValueError) as error:
    sys.exit(f"{path}:0:0: error: {str(error) or 'too deeply nested to be compiled'}")
