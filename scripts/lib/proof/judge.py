"""Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
a parser of Python, JSON, TOML, YAML or PostgreSQL, 0 if there is none.

The argument names the language; without one it is Python.
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


def sql(text):
    from pglast import parser
    text = text.decode()
    try:
        parser.parse_sql_json(text)
    except parser.ParseError as error:
        offset = next((each for each in error.args if isinstance(each, int)), 0)
        raise SyntaxError("", ("", 1 + text[:max(0, offset)].count("\n"), 0, "")) from error


PARSERS = {
    "python": python,
    "json": json.loads,
    "toml": lambda text: tomllib.loads(text.decode()),
    "yaml": yaml,
    "sql": sql,
}


def line_of(error):
    """The line of an error; each parser reports it in its own way."""
    mark = getattr(error, "problem_mark", None)
    if mark:
        return mark.line + 1
    line = str(error).rpartition("(at line ")[2].partition(",")[0]
    return getattr(error, "lineno", None) or (int(line) if line.isdigit() else 1)


warnings.simplefilter("ignore")
parse = PARSERS[sys.argv[1] if len(sys.argv) > 1 else "python"]
for path in sys.stdin.read().splitlines():
    line = 0
    try:
        with open(path, "rb") as file:
            parse(file.read())
    except Exception as error:  # Any exception means that the parser rejects the text.
        line = line_of(error)
    print(f"{path}\t{line}")
