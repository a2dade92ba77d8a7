"""Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
clang, 0 if there is none, -1 if clang gives no verdict on the syntax.

The first line of a file names its origin, so that its headers are found; clang's precompiled headers
are kept for the next slip in the same file. An unknown name or type gives no verdict.
"""
import functools
import itertools
import pathlib
import subprocess
import sys

from clang import cindex

KIND = {"c": (".c", "-std=gnu17"), "cpp": (".cpp", "-std=c++17")}
SYNTAX = ("Parse Issue", "Lexical or Preprocessor Issue")
# Errors of the parser that are about names.
NAMES = ("file not found", "type specifier missing", "unknown type name", "undeclared identifier", "#error")
PREAMBLE = cindex.TranslationUnit.PARSE_PRECOMPILED_PREAMBLE
# C99 does not allow a declaration without a type.
STRICT = ("-Wno-everything", "-Werror=implicit-int", "-ferror-limit=1")
ENDING, STANDARD = KIND[sys.argv[1]]


@functools.cache
def include_options(folder):
    """Options for a folder and the include folders below it."""
    parts = itertools.chain(folder.glob("include"), folder.glob("src"), folder.glob("*/include"))
    return [f"-I{each}" for each in (folder, *sorted(parts))]


def header_options(origin):
    """Options for the headers of a file: its folder and the three above."""
    return [option for folder in list(origin.parents)[:4] for option in include_options(folder)]


def verdict(unit, name):
    for error in unit.diagnostics:
        if error.severity >= cindex.Diagnostic.Error:
            in_file = error.location.file and error.location.file.name == name
            about_names = any(word in error.spelling for word in NAMES)
            if error.category_name not in SYNTAX or about_names or not in_file:
                return -1
            return max(1, error.location.line)
    return 0


@functools.cache
def preprocessed(text, origin, options):
    """The preprocessed text, and the text without comments, as words."""
    def output(*more):
        command = ["gcc", "-x", "c" if ENDING == ".c" else "c++", *options[:1], "-w", "-P", "-E",
                   *more, *options[1:], "-I", str(origin.parent), "-"]
        return subprocess.run(command, input=text, text=True, capture_output=True).stdout.split()
    return output(), output("-fpreprocessed")


def is_excluded(text, origin, options):
    """Whether a slip is in a branch that the preprocessor excludes: there is no verdict on it."""
    original = origin.read_text("utf-8")
    options = (options[0], *(option for option in options if option.startswith("-I")))
    if text == original:
        return False
    output, code = preprocessed(text, origin, options)
    original_output, original_code = preprocessed(original, origin, options)
    return output == original_output and code != original_code


def judge(origin, paths):
    name = str(origin.with_name("judged" + ENDING))
    options = [STANDARD, *STRICT, *header_options(origin)]
    unit = None
    for path in paths:
        text = pathlib.Path(path).read_text("utf-8").partition("\n")[2]
        if unit is None:
            unit = cindex.Index.create().parse(name, options, [(name, text)], PREAMBLE)
        else:
            unit.reparse([(name, text)])
        line = verdict(unit, name)
        if line == 0 and is_excluded(text, origin, options):
            line = -1
        print(f"{path}\t{line}", flush=True)


def origin_of(path):
    with open(path, encoding="utf-8") as file:
        return pathlib.Path(file.readline().removeprefix("// origin: ").strip())


origins = sorted((origin_of(path), path) for path in sys.stdin.read().splitlines())
for source, pairs in itertools.groupby(origins, key=lambda pair: pair[0]):
    judge(source, [path for _, path in pairs])
