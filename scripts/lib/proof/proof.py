"""Compares the scanner with the compiler of each language, on valid files and on files with one slip.

A slip is one bracket, quote, keyword or line that is removed from a file that the compiler accepts.
Prints one row of a Markdown table per language, and keeps the disagreements.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
KEYWORDS = {
    "javascript": "function return const let if else for while class import export from new case of in await async try catch",
    "python": "def return if else elif for while class import from in with as try except lambda and or not is",
    "java": "class return if else for while new public static void int import package try catch extends implements",
    "kotlin": "fun class val var return if else for in when is import package object",
    "elixir": "do end def defp defmodule case fn if else when with",
    "erlang": "case of end fun if receive when begin try catch",
    "ruby": "def end if else class module do unless return case when begin rescue while",
    "php": "function return if else foreach class public private new use namespace as while static",
    "go": "func return if else for range package import type struct var const interface switch case",
    "rust": "fn let mut pub if else for in match impl struct enum use mod where return as",
    "c": "int char void return if else for while struct static const switch case sizeof typedef",
    "cpp": "int void return if else for while struct class namespace const template auto static switch case",
    "csharp": "class public return if else foreach new using namespace static void int",
    "shell": "if then else fi for do done case esac in while function",
    "lua": "function end local return if then else elseif for do while in not and or",
}
KEYWORDS["sql"] = ("CREATE TABLE FUNCTION SELECT FROM WHERE INSERT INTO VALUES AND AS ON JOIN SET UPDATE"
                   " BY RETURNS LANGUAGE NOT ALTER ADD REFERENCES")
KEYWORDS["docker"] = "FROM RUN COPY CMD ENV WORKDIR ADD EXPOSE ENTRYPOINT LABEL AS ARG USER VOLUME"
KEYWORDS["typescript"] = KEYWORDS["tsx"] = KEYWORDS["javascript"] + " interface type extends implements"

# What is removed instead of keywords in data formats.
SEPARATORS = {"json": r"[,:]", "toml": r"[,=]", "yaml": r"[:,-]|^ +"}

# How many batches of slips are made if too few are errors.
MAX_BATCHES = 4

# Languages whose files name their origin in a first line, so that headers are found.
WITH_ORIGIN = ("c", "cpp")

# The command that judges files of each language; {proof} is this folder.
JUDGES = {
    "javascript": "node --no-warnings --experimental-vm-modules {proof}/judge.js javascript",
    "typescript": "node {proof}/judge.js typescript {ts}",
    "tsx": "node {proof}/judge.js typescript {ts}",
    "python": "/usr/bin/python3 {proof}/judge.py",
    "java": "java {proof}/Judge.java",
    "kotlin": "java -cp {kotlin}/* {proof}/JudgeKotlin.java",
    "ruby": "ruby {proof}/judge.rb",
    "go": "{work}/judge-go",
    "elixir": "elixir {proof}/judge.exs",
    "docker": "{work}/judge-docker",
    "erlang": "erl -noshell -pa {work} -s judge main",
}
for name in "json toml yaml sql".split():
    JUDGES[name] = "{work}/judge-python/bin/python {proof}/judge.py " + name
for name in "c cpp".split():
    JUDGES[name] = "/usr/bin/python3 {proof}/judge-c.py " + name
for name in "php rust csharp shell lua".split():
    JUDGES[name] = "{proof}/judge-each " + name


def judge(language, paths, options):
    """The line of the first syntax error of each path by its compiler; 0: valid, -1: no verdict."""
    command = JUDGES[language].format(proof=HERE, ts=options.ts, work=options.work,
                                        kotlin=options.kotlin)
    lines = {}
    for chunk in chunks(paths, 400):
        result = subprocess.run(command.split(), input="\n".join(map(str, chunk)) + "\n", text=True,
                                capture_output=True, errors="replace")
        for row in result.stdout.splitlines():
            path, _, line = row.rpartition("\t")
            if path:
                lines[path] = int(line or 1)
        missing = [path for path in chunk if str(path) not in lines]
        if missing:
            sys.exit(f"{language}: the compiler did not judge {missing[0]}: {result.stderr[:500]}")
    return lines


def chunks(items, size):
    return (items[at:at + size] for at in range(0, len(items), size))


def scan(folder, options):
    """The first syntax error in each file of a folder by the scanner: line and message."""
    result = subprocess.run([options.scanner, "--rules", "/dev/null", "--syntax", "--json", str(folder)],
                            capture_output=True, text=True)
    if result.returncode not in (0, 1):
        sys.exit(f"{folder}: the scanner failed with {result.returncode}: {result.stderr[-500:]}")
    first = {}
    for row in json.loads(result.stdout):
        first.setdefault(os.path.basename(row["path"]), (row["line"], row["message"]))
    return first


def make_slip(language, text, rng):
    """The kind of a random slip, and the text with it; None if the text has nothing of the kind."""
    kind = rng.choice(["bracket", "quote", "keyword", "line"])
    if kind == "line":
        lines = text.splitlines(keepends=True)
        candidates = [i for i, line in enumerate(lines) if line.strip()]
        if not candidates:
            return None
        at = rng.choice(candidates)
        return kind, "".join(lines[:at] + lines[at + 1:])
    pattern = {"bracket": r"[()\[\]{}]", "quote": r"[\"'`]"}.get(kind)
    if kind == "keyword" and language in SEPARATORS:
        pattern = "(?m)" + SEPARATORS[language]
    elif kind == "keyword":
        pattern = r"\b(?:" + "|".join(KEYWORDS.get(language, "x").split()) + r")\b"
    matches = list(re.finditer(pattern, text, re.IGNORECASE if language == "sql" else 0))
    if not matches:
        return None
    match = rng.choice(matches)
    return kind, text[:match.start()] + text[match.end():]


def prepare(language, options):
    """Copies files of a language to a folder of their own; they may still be invalid."""
    folder = options.work / language / "valid"
    shutil.rmtree(folder.parent, ignore_errors=True)
    folder.mkdir(parents=True)
    files = sorted((options.corpora / language).glob("[!.]*"))
    random.Random(options.seed).shuffle(files)
    for file in files[:options.files]:
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            continue
        head = f"// origin: {file.resolve()}\n" if language in WITH_ORIGIN else ""
        (folder / file.name).write_text(head + text.removeprefix("\ufeff"), "utf-8")
    return folder


def measure(language, options):
    """The results of a language as a row; None if there are no files."""
    folder = prepare(language, options)
    paths = sorted(folder.iterdir())
    if not paths:
        return None
    if language in JUDGES:
        lines = judge(language, paths, options)
        for path in paths:
            if lines.get(str(path), -1) != 0:
                path.unlink()
        paths = sorted(folder.iterdir())
    reported = scan(folder, options)
    row = dict(language=language, valid=len(paths), alarms=len(reported))
    notes = [f"ALARM\t{folder / name}\t{line}\t{message}" for name, (line, message) in sorted(reported.items())]
    if language in JUDGES:
        row.update(measure_slips(language, paths, options, notes))
    (options.work / f"{language}.txt").write_text("\n".join(notes) + "\n")
    return row


def measure_slips(language, paths, options, notes):
    """Makes batches of slips until enough of them are errors, or the batches are used up."""
    counts = collections.Counter()
    rng = random.Random(options.seed)
    for batch in range(MAX_BATCHES):
        if counts["errors"] < options.least:
            folder = options.work / language / f"slips{batch}"
            folder.mkdir()
            kinds = write_slips(language, paths, folder, options, rng)
            counts += compare(language, folder, kinds, options, notes)
    return counts


def write_slips(language, paths, folder, options, rng):
    """Writes files with one slip each; returns the kind of each slip by file name."""
    kinds = {}
    attempts = 0
    while len(kinds) < options.slips and attempts < options.slips * 3:
        attempts += 1
        origin = rng.choice(paths)
        text = origin.read_text("utf-8")
        head = text[:text.index("\n") + 1] if language in WITH_ORIGIN else ""
        slip = make_slip(language, text[len(head):], rng)
        if slip:
            name = f"{len(kinds):04d}-{slip[0]}-{origin.name[5:]}"
            (folder / name).write_text(head + slip[1], "utf-8")
            kinds[name] = slip[0]
    return kinds


def compare(language, folder, kinds, options, notes):
    """Counts the slips that the scanner reports, and those that it misses."""
    lines = judge(language, sorted(folder.iterdir()), options)
    reported = scan(folder, options)
    counts = collections.Counter()
    for name, kind in kinds.items():
        line = lines.get(str(folder / name), -1)
        line += line > 0 and language in WITH_ORIGIN
        found = reported.get(name)
        if line > 0:
            counts["errors"] += 1
            counts["found"] += found is not None
            counts["near"] += found is not None and abs(found[0] - line) <= 1
            if not found:
                notes.append(f"MISSED\t{folder / name}\t{line}\t{kind}")
        elif line == 0:
            counts["harmless"] += 1
            if found:
                counts["false"] += 1
                notes.append(f"FALSE\t{folder / name}\t{found[0]}\t{found[1]}")
    return counts


def percent(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "–"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*")
    parser.add_argument("--corpora", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--scanner", required=True)
    parser.add_argument("--ts", default="typescript")
    parser.add_argument("--kotlin", default="kotlin")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--slips", type=int, default=1000)
    parser.add_argument("--least", type=int, default=500, help="slips that must be errors")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    languages = options.languages or sorted(path.name for path in options.corpora.iterdir() if path.name[0] != ".")
    print("| language | valid files | false alarms | slips that are errors | found | in the line (±1) | harmless slips | false alarms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for language in languages:
        row = measure(language, options)
        if row:
            print(f"| {language} | {row['valid']} | {row['alarms']} ({percent(row['alarms'], row['valid'])})"
                  f" | {row.get('errors', '–')} | {percent(row.get('found', 0), row.get('errors', 0))}"
                  f" | {percent(row.get('near', 0), row.get('found', 0))}"
                  f" | {row.get('harmless', '–')} | {row.get('false', 0)} |", flush=True)


main()
