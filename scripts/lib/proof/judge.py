"""Says of each file that standard input names whether it is Python: path, tab, line.

With json, toml or yaml as an argument it says whether Python's parser of that takes it.
"""
import json
import sys
import tomllib
import warnings


def python(text):
    compile(text, "file", "exec", dont_inherit=True)


def yaml(text):
    import yaml
    for _ in yaml.compose_all(text, yaml.SafeLoader):
        pass


FORMATS = {
    "python": python,
    "json": json.loads,
    "toml": lambda text: tomllib.loads(text.decode()),
    "yaml": yaml,
}


def line_of(fault):
    """Where a parser says the fault is: each says it in a way of its own."""
    mark = getattr(fault, "problem_mark", None)
    if mark:
        return mark.line + 1
    said = str(fault).rpartition("(at line ")[2].partition(",")[0]
    return getattr(fault, "lineno", None) or (int(said) if said.isdigit() else 1)


warnings.simplefilter("ignore")
read = FORMATS[sys.argv[1] if len(sys.argv) > 1 else "python"]
for path in sys.stdin.read().splitlines():
    line = 0
    try:
        with open(path, "rb") as file:
            read(file.read())
    except Exception as fault:  # Whatever it is, the parser does not take the text.
        line = line_of(fault)
    print(f"{path}\t{line}")
