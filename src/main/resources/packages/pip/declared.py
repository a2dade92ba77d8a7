"""Collects what the requirements files and pyproject.toml of a folder declare.

Nothing of the project runs: a build backend or setup.py is not asked. Lines that do not name a
package of a registry are refused, so that pip never builds anything.
"""

import glob
import json
import os
import re
import sys

try:
    import tomllib
except ImportError:
    from pip._vendor import tomli as tomllib

WANTED = {"test", "tests", "testing", "dev", "develop", "development"}
INCLUDE = re.compile(r"(-r|--requirement|-c|--constraint)[ =]*(\S+)$")
OWN = re.compile(r"(?:(?:-e|--editable)[ =]*)?(?:file:)?\./?(?:\[([\w., -]+)\])?$")
OTHER_REGISTRY = re.compile(
    r"(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host|--no-index)\b"
)
IGNORED = re.compile(r"--(no-binary|only-binary|use-feature|prefer-binary)\b")
ELSEWHERE = re.compile(
    r"(-e|--editable)\b|(git|hg|svn|bzr)\+|\w+://|file:|\.{0,2}/|[\w.\[\], -]+@\s*\S+"
)

out, warnings = sys.argv[1:3]
requirements, constraints, extras, seen, errors = [], [], set(), set(), []


def warn(text):
    with open(warnings, "a") as file:
        print(text, file=file)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def inside(path):
    return not os.path.relpath(os.path.realpath(path)).startswith("..")


def logical_lines(path):
    """The lines of a file with their numbers, continued ones joined, without comments."""
    text, start = "", 0
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            start = start or number
            text += re.sub(r"(^|\s)#.*$", "", line.rstrip("\n")).strip()
            if text.endswith("\\"):
                text = text[:-1].rstrip() + " "
                continue
            yield start, text.strip()
            text, start = "", 0
    if text:
        yield start, text.strip()


def add(text, into):
    own = OWN.match(text)
    if own:
        extras.update(normal(name.strip()) for name in (own[1] or "").split(",") if name)
    elif ELSEWHERE.match(text):
        errors.append(f"atelier: {text} is not from a registry")
    else:
        into.append(text)


def read_requirements(path, into):
    if (os.path.realpath(path), id(into)) in seen:
        return
    seen.add((os.path.realpath(path), id(into)))
    for number, line in logical_lines(path):
        include = INCLUDE.match(line)
        if include:
            target = os.path.join(os.path.dirname(path), include[2])
            if not inside(target) or not os.path.isfile(target):
                errors.append(f"atelier: {include[2]} is not a file of the project")
            else:
                read_requirements(target, constraints if "c" in include[1][:3] else into)
        elif OTHER_REGISTRY.match(line):
            option = line.split()[0].split("=")[0]
            warn(f"{path}:{number}: {option} is ignored: this machine's registry is asked")
        elif line and not IGNORED.match(line):
            add(line, into)


def texts(value):
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def table(value, *keys):
    for key in keys:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    return value if isinstance(value, dict) else {}


def read_project(data):
    project = table(data, "project")
    name = project.get("name")
    for each in texts(project.get("dependencies")):
        add(each, requirements)
    extra_tables = table(project, "optional-dependencies")
    optional = {normal(key): value for key, value in extra_tables.items()}
    todo = [extra for extra in optional if extra in WANTED | extras]
    done = set()
    while todo:
        extra = todo.pop()
        if extra in done:
            continue
        done.add(extra)
        for each in texts(optional.get(extra)):
            same = re.match(r"([\w.-]+)\s*\[([\w., -]+)\]$", each)
            if same and name and normal(same[1]) == normal(name):
                todo += [normal(part.strip()) for part in same[2].split(",")]
            else:
                add(each, requirements)
    dynamic = table(data, "tool", "setuptools", "dynamic", "dependencies").get("file", [])
    for path in [dynamic] if isinstance(dynamic, str) else texts(dynamic):
        if inside(path) and os.path.isfile(path):
            read_requirements(path, requirements)


def read_groups(data):
    """Dependency groups (PEP 735), and those of uv and PDM before it."""
    groups = {normal(key): value for key, value in table(data, "dependency-groups").items()}
    todo, done = [key for key in groups if key in WANTED], set()
    while todo:
        key = todo.pop()
        if key in done or not isinstance(groups.get(key), list):
            continue
        done.add(key)
        for each in groups[key]:
            if isinstance(each, dict):
                todo.append(normal(str(each.get("include-group", ""))))
            elif isinstance(each, str):
                add(each, requirements)
    for each in texts(table(data, "tool", "uv").get("dev-dependencies")):
        add(each, requirements)
    for group in table(data, "tool", "pdm", "dev-dependencies").values():
        for each in texts(group):
            add(each, requirements)


def poetry_range(version):
    """Poetry's caret and tilde in the words of pip."""
    parts = []
    for part in version.replace(" ", "").split(","):
        if part.startswith(("^", "~")) and not part.startswith("~="):
            numbers = [int(n) for n in re.findall(r"\d+", part.split("-")[0])[:3]]
            if part[0] == "~":
                at = min(1, len(numbers) - 1)
            else:
                at = next((i for i, n in enumerate(numbers) if n), len(numbers) - 1)
            upper = numbers[:at] + [numbers[at] + 1]
            parts += [">=" + part[1:], "<" + ".".join(map(str, upper))]
        elif part and part != "*":
            parts.append(part if part[0] in "<>=!~" else "==" + part)
    return ",".join(parts)


def read_poetry(data):
    poetry = table(data, "tool", "poetry")
    tables = [table(poetry, "dependencies"), table(poetry, "dev-dependencies")]
    for name, group in table(poetry, "group").items():
        if normal(name) in WANTED:
            tables.append(table(group, "dependencies"))
    for each in tables:
        for name, value in each.items():
            if name.lower() == "python":
                continue
            if isinstance(value, str):
                requirements.append(name + poetry_range(value))
            elif isinstance(value, dict) and isinstance(value.get("version"), str):
                wanted = texts(value.get("extras"))
                extra = "[" + ",".join(wanted) + "]" if wanted else ""
                if not value.get("optional"):
                    requirements.append(name + extra + poetry_range(value["version"]))
            else:
                errors.append(f"atelier: {name} is not from a registry")


def project_of(data):
    """What the project installs of itself."""
    project, poetry = table(data, "project"), table(data, "tool", "poetry")
    where = texts(table(data, "tool", "setuptools", "packages", "find").get("where"))
    for each in poetry.get("packages") or []:
        if isinstance(each, dict) and isinstance(each.get("from"), str):
            where.append(each["from"])
    entry_points = dict(table(project, "entry-points"))
    entry_points["console_scripts"] = table(project, "scripts") or table(poetry, "scripts")
    return {
        "name": project.get("name") or poetry.get("name"),
        "version": project.get("version") or poetry.get("version") or "0",
        "where": where,
        "entry_points": entry_points,
    }


def main():
    data = {}
    names = glob.glob("*requirements*.txt")
    for path in sorted(names, key=lambda name: (name != "requirements.txt", name)):
        read_requirements(path, requirements)
    if os.path.isfile("pyproject.toml"):
        try:
            with open("pyproject.toml", "rb") as file:
                data = tomllib.load(file)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            sys.exit(f"atelier: pyproject.toml cannot be read: {error}")
        read_project(data)
        read_groups(data)
        read_poetry(data)
    if errors:
        sys.exit("\n".join(errors))
    for name, lines in (("requirements", requirements), ("constraints", constraints)):
        with open(f"{out}/{name}.txt", "w") as file:
            file.writelines(line + "\n" for line in lines)
    with open(f"{out}/project.json", "w") as file:
        json.dump(project_of(data), file)


main()
