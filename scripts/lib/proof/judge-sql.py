"""Says of each file that standard input names whether PostgreSQL takes its syntax: path, tab, line."""
import sys

import pglast

for path in sys.stdin.read().splitlines():
    with open(path, encoding="utf-8") as file:
        text = file.read()
    line = 0
    try:
        pglast.parser.parse_sql_json(text)
    except pglast.parser.ParseError as fault:
        # Its place is told in a row with what it says.
        at = next((said for said in fault.args if isinstance(said, int)), 0)
        line = 1 + text[:max(0, at)].count("\n")
    print(f"{path}\t{line}")
