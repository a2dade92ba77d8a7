"""Compares the scanner with each language's real compiler, on valid files and on single slips.

A slip is one bracket, quote, keyword or line left out of a file that the compiler takes. Prints a
row of a Markdown table for each language, and keeps what they disagree about.
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

# What takes the place of keywords in data.
MARKS = {"json": r"[,:]", "toml": r"[,=]", "yaml": r"[:,-]|^ +"}

# How often more slips are planted where too few break anything.
MAX_BATCHES = 4

# Languages whose files name in a first line where they came from, so that headers are found.
HEADED = ("c", "cpp")

# How the compiler of each language is asked, with {proof} for this folder.
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
    "sql": "{work}/judge-python/bin/python {proof}/judge-sql.py",
    "erlang": "erl -noshell -pa {work} -s judge main",
}
for each in "json toml yaml".split():
    JUDGES[each] = "{work}/judge-python/bin/python {proof}/judge.py " + each
for each in "c cpp".split():
    JUDGES[each] = "/usr/bin/python3 {proof}/judge-c.py " + each
for each in "php rust csharp shell lua".split():
    JUDGES[each] = "{proof}/judge-each " + each


def judged(language, paths, options):
    """The line of the first fault of each path, 0: valid, -1: no word about syntax."""
    command = JUDGES[language].format(proof=HERE, ts=options.ts, work=options.work,
                                        kotlin=options.kotlin)
    lines = {}
    for part in chunks(paths, 400):
        said = subprocess.run(command.split(), input="\n".join(map(str, part)) + "\n", text=True,
                              capture_output=True, errors="replace")
        for row in said.stdout.splitlines():
            path, _, line = row.rpartition("\t")
            if path:
                lines[path] = int(line or 1)
        silent = [path for path in part if str(path) not in lines]
        if silent:
            sys.exit(f"{language}: its compiler said nothing of {silent[0]}: {said.stderr[:500]}")
    return lines


def chunks(items, size):
    return (items[at:at + size] for at in range(0, len(items), size))


def scanned(folder, options):
    """The first problem that the scanner has with each file of a folder: line and message."""
    said = subprocess.run([options.scanner, "--rules", "/dev/null", "--syntax", "--json", str(folder)],
                          capture_output=True, text=True)
    if said.returncode not in (0, 1):
        sys.exit(f"{folder}: the scanner broke with {said.returncode}: {said.stderr[-500:]}")
    first = {}
    for row in json.loads(said.stdout):
        first.setdefault(os.path.basename(row["path"]), (row["line"], row["message"]))
    return first, said.stderr.count("passed over")


def slips(language, text, dice):
    """The text with one thing left out, and what it was."""
    kind = dice.choice(["bracket", "quote", "keyword", "line"])
    if kind == "line":
        lines = text.splitlines(keepends=True)
        full = [i for i, line in enumerate(lines) if line.strip()]
        if not full:
            return None
        at = dice.choice(full)
        return kind, "".join(lines[:at] + lines[at + 1:])
    pattern = {"bracket": r"[()\[\]{}]", "quote": r"[\"'`]"}.get(kind)
    if kind == "keyword" and language in MARKS:
        pattern = "(?m)" + MARKS[language]
    elif kind == "keyword":
        pattern = r"\b(?:" + "|".join(KEYWORDS.get(language, "x").split()) + r")\b"
    found = list(re.finditer(pattern, text, re.IGNORECASE if language == "sql" else 0))
    if not found:
        return None
    hit = dice.choice(found)
    return kind, text[:hit.start()] + text[hit.end():]


def prepared(language, options):
    """Valid files, copied to where they are alone: by name."""
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
        head = f"// origin: {file.resolve()}\n" if language in HEADED else ""
        (folder / file.name).write_text(head + text.removeprefix("\ufeff"), "utf-8")
    return folder


def proof(language, options):
    folder = prepared(language, options)
    paths = sorted(folder.iterdir())
    if not paths:
        return
    if language in JUDGES:
        lines = judged(language, paths, options)
        for path in paths:
            if lines.get(str(path), -1) != 0:
                path.unlink()
        paths = sorted(folder.iterdir())
    said, _ = scanned(folder, options)
    alarms = {name: problem for name, problem in said.items()}
    row = dict(language=language, valid=len(paths), alarms=len(alarms))
    notes = [f"ALARM\t{folder / name}\t{line}\t{message}" for name, (line, message) in sorted(alarms.items())]
    if language in JUDGES:
        row.update(planted(language, paths, options, notes))
    (options.work / f"{language}.txt").write_text("\n".join(notes) + "\n")
    return row


def planted(language, paths, options, notes):
    """Slips by the hundred until enough of them break something, as far as that can be had."""
    counts = collections.Counter()
    dice = random.Random(options.seed)
    for batch in range(MAX_BATCHES):
        if counts["broken"] < options.least:
            folder = options.work / language / f"slips{batch}"
            folder.mkdir()
            counts += compared(language, folder, plant(language, paths, folder, options, dice), options, notes)
    return counts


def plant(language, paths, folder, options, dice):
    """Writes files with a slip each; tells the kind of slip by name."""
    kinds = {}
    attempts = 0
    while len(kinds) < options.slips and attempts < options.slips * 3:
        attempts += 1
        origin = dice.choice(paths)
        text = origin.read_text("utf-8")
        head = text[:text.index("\n") + 1] if language in HEADED else ""
        slip = slips(language, text[len(head):], dice)
        if slip:
            name = f"{len(kinds):04d}-{slip[0]}-{origin.name[5:]}"
            (folder / name).write_text(head + slip[1], "utf-8")
            kinds[name] = slip[0]
    return kinds


def compared(language, folder, kinds, options, notes):
    lines = judged(language, sorted(folder.iterdir()), options)
    said, _ = scanned(folder, options)
    counts = collections.Counter()
    for name, kind in kinds.items():
        line = lines.get(str(folder / name), -1)
        line += line > 0 and language in HEADED
        found = said.get(name)
        if line > 0:
            counts["broken"] += 1
            counts["seen"] += found is not None
            counts["near"] += found is not None and abs(found[0] - line) <= 1
            if not found:
                notes.append(f"MISSED\t{folder / name}\t{line}\t{kind}")
        elif line == 0:
            counts["still valid"] += 1
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
    parser.add_argument("--least", type=int, default=500, help="slips that must break something")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    languages = options.languages or sorted(path.name for path in options.corpora.iterdir() if path.name[0] != ".")
    print("| language | valid files | false alarms | slips that break | seen | in the line (±1) | slips that do not | false alarms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for language in languages:
        row = proof(language, options)
        if row:
            print(f"| {language} | {row['valid']} | {row['alarms']} ({percent(row['alarms'], row['valid'])})"
                  f" | {row.get('broken', '–')} | {percent(row.get('seen', 0), row.get('broken', 0))}"
                  f" | {percent(row.get('near', 0), row.get('seen', 0))}"
                  f" | {row.get('still valid', '–')} | {row.get('false', 0)} |", flush=True)


main()
