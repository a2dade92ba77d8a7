"""Says of each file that standard input names whether it is sound JSON, TOML or YAML: path, tab, line."""
import json
import re
import sys
import tomllib

import yaml


def line_of(kind, text):
    try:
        if kind == "json":
            json.loads(text)
        elif kind == "toml":
            tomllib.loads(text)
        else:
            for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
                pass
        return 0
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        return mark.line + 1 if mark else 1
    except ValueError as fault:
        told = re.search(r"line (\d+)", str(fault))
        return int(told[1]) if told else 1 + text.count("\n")
    except yaml.YAMLError:
        return 1


for path in sys.stdin.read().splitlines():
    with open(path, encoding="utf-8") as file:
        print(f"{path}\t{line_of(sys.argv[1], file.read())}")
