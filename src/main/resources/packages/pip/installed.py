"""Lists what is installed, and installs the project itself as `pip install -e .` would.

The folders of its sources join the search path, and its commands and metadata are written; its
build backend does not run.
"""

import importlib.metadata
import json
import os
import re
import sys
import sysconfig

project_file, found, folder = sys.argv[1:4]
SITE = sysconfig.get_path("purelib")
BINARIES = sysconfig.get_path("scripts")
TARGET = re.compile(r"([A-Za-z_][\w.]*)\s*:\s*([A-Za-z_][\w.]*)\s*(\[.*\])?$")
COMMAND = """#!{python}
import sys
from {module} import {first}
sys.exit({function}())
"""


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


def install_project(project):
    name = project["name"]
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9][\w.-]*", name):
        return
    version = str(project["version"])
    version = version if re.fullmatch(r"[\w.+!-]+", version) else "0"
    plain = re.sub(r"[-_.]+", "_", name)
    folders = [where for where in project["where"] if not re.search(r"[\r\n]|\.\.", where)]
    lines = [os.path.join(folder, where) for where in folders + ["src"]] + [folder]
    write(f"{SITE}/__editable__.{plain}.pth", "".join(line + "\n" for line in lines))
    info = f"{SITE}/{plain}-{version}.dist-info"
    os.makedirs(info, exist_ok=True)
    write(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    write(f"{info}/INSTALLER", "atelier\n")
    sections = []
    for group, points in project["entry_points"].items():
        rows = [
            f"{key} = {value}"
            for key, value in (points.items() if isinstance(points, dict) else [])
            if re.fullmatch(r"[\w.-]+", key) and isinstance(value, str) and "\n" not in value
        ]
        if rows and re.fullmatch(r"[\w.-]+", group):
            sections.append(f"[{group}]\n" + "\n".join(rows) + "\n")
        if group == "console_scripts":
            for row in rows:
                install_command(*row.split(" = ", 1))
    write(f"{info}/entry_points.txt", "\n".join(sections))


def install_command(name, value):
    target = TARGET.match(value)
    if target and name[0] not in ".-" and not os.path.exists(f"{BINARIES}/{name}"):
        first = target[2].split(".")[0]
        text = COMMAND.format(
            python=sys.executable, module=target[1], first=first, function=target[2]
        )
        write(f"{BINARIES}/{name}", text)
        os.chmod(f"{BINARIES}/{name}", 0o755)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared_names():
    with open(f"{os.path.dirname(project_file)}/requirements.txt") as file:
        names = [re.match(r"[A-Za-z0-9][\w.-]*", line.strip()) for line in file]
    return {normal(name[0]) for name in names if name}


def size_of(package):
    total = 0
    for file in package.files or []:
        try:
            total += os.lstat(file.locate()).st_size
        except OSError:  # It is listed, but was not installed.
            pass
    return total


def license_of(metadata):
    """What the metadata says; the older field often holds the whole text of the licence."""
    for field in ("License-Expression", "License"):
        value = (metadata[field] or "").strip()
        if value and value != "UNKNOWN" and "\n" not in value and len(value) <= 100:
            return re.sub(r"\s+", " ", value)
    classifiers = [each.split(" :: ") for each in metadata.get_all("Classifier") or []]
    names = [each[-1] for each in classifiers if each[0] == "License" and len(each) > 2]
    return re.sub(r"\s+", " ", ", ".join(names))


def main():
    packages, modules, declared = set(), set(), declared_names()
    for package in importlib.metadata.distributions(path=[SITE, sysconfig.get_path("platlib")]):
        name = package.metadata["Name"]
        if not name or name.lower() in ("pip", "setuptools"):
            continue
        direct = "direct" if normal(name) in declared else "brought"
        size, license = size_of(package), license_of(package.metadata)
        packages.add(f"{name}@{package.version}\t{direct}\t{size}\t{license}")
        for file in package.files or []:
            first = file.parts[0]
            if len(file.parts) > 1:
                modules.add(first)
            elif re.search(r"\.(py|so|pyd)$", first):
                modules.add(first.split(".")[0])
    names = {each for each in modules if each.isidentifier() and each != "__pycache__"}
    write(f"{found}/packages", "".join(f"{each}\n" for each in sorted(packages, key=str.lower)))
    write(f"{found}/provides", "".join(f"{each}\n" for each in sorted(names)))
    with open(project_file) as file:
        install_project(json.load(file))


main()
