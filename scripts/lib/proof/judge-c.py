"""Says of each file that standard input names whether clang takes its syntax: path, tab, line.

The first line of a file names where it came from, so that its headers are found; what clang knows
of those is kept for the next slip in the same file. A name or a type that is not known is no word
about syntax, whatever follows from it.
"""
import functools
import itertools
import pathlib
import subprocess
import sys

from clang import cindex

KIND = {"c": (".c", "-std=gnu17"), "cpp": (".cpp", "-std=c++17")}
SYNTAX = ("Parse Issue", "Lexical or Preprocessor Issue")
# Said by the parser, and about names all the same.
NAMES = ("file not found", "type specifier missing", "unknown type name", "undeclared identifier", "#error")
PREAMBLE = cindex.TranslationUnit.PARSE_PRECOMPILED_PREAMBLE
# A declaration without a type is none since 1999.
STRICT = ("-Wno-everything", "-Werror=implicit-int", "-ferror-limit=1")
ENDING, STANDARD = KIND[sys.argv[1]]


@functools.cache
def below(folder):
    """A folder, and what its parts offer to each other."""
    parts = itertools.chain(folder.glob("include"), folder.glob("src"), folder.glob("*/include"))
    return [f"-I{each}" for each in (folder, *sorted(parts))]


def folders(origin):
    """Where headers may be: in the folders around a file."""
    return [option for folder in list(origin.parents)[:4] for option in below(folder)]


def verdict(unit, name):
    for fault in unit.diagnostics:
        if fault.severity >= cindex.Diagnostic.Error:
            ours = fault.location.file and fault.location.file.name == name
            about_names = any(word in fault.spelling for word in NAMES)
            if fault.category_name not in SYNTAX or about_names or not ours:
                return -1
            return max(1, fault.location.line)
    return 0


@functools.cache
def preprocessed(text, origin, options):
    """What the compiler sees of a text, and the text without comments."""
    def said(*more):
        command = ["gcc", "-x", "c" if ENDING == ".c" else "c++", *options[:1], "-w", "-P", "-E",
                   *more, *options[1:], "-I", str(origin.parent), "-"]
        return subprocess.run(command, input=text, text=True, capture_output=True).stdout.split()
    return said(), said("-fpreprocessed")


def left_out(text, origin, options):
    """Whether a slip stands in a branch that this compiler never saw: no word about that."""
    whole = origin.read_text("utf-8")
    options = (options[0], *(one for one in options if one.startswith("-I")))
    if text == whole:
        return False
    seen, code = preprocessed(text, origin, options)
    seen_before, code_before = preprocessed(whole, origin, options)
    return seen == seen_before and code != code_before


def judge(origin, paths):
    name = str(origin.with_name("judged" + ENDING))
    options = [STANDARD, *STRICT, *folders(origin)]
    unit = None
    for path in paths:
        text = pathlib.Path(path).read_text("utf-8").partition("\n")[2]
        if unit is None:
            unit = cindex.Index.create().parse(name, options, [(name, text)], PREAMBLE)
        else:
            unit.reparse([(name, text)])
        line = verdict(unit, name)
        if line == 0 and left_out(text, origin, options):
            line = -1
        print(f"{path}\t{line}", flush=True)


def origin_of(path):
    with open(path, encoding="utf-8") as file:
        return pathlib.Path(file.readline().removeprefix("// origin: ").strip())


asked = sorted((origin_of(path), path) for path in sys.stdin.read().splitlines())
for source, each in itertools.groupby(asked, key=lambda pair: pair[0]):
    judge(source, [path for _, path in each])
