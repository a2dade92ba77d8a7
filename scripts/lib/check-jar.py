"""Checks that a jar names neither this machine nor the time of its build: check-jar.py JAR.

Each of Atelier's own entries must have the time stamp of project.build.outputTimestamp in pom.xml
(those of libraries keep theirs), and none may contain the path of these sources, of the home folder or
of the folder with the crates.
"""

import datetime
import os
import re
import sys
import zipfile


OWN = re.compile(r"(atelier|conf|linux-[^/]*|rehearsal|web)/.|META-INF/(MANIFEST|THIRD-PARTY|sbom/.)")


def private_paths(root):
    home = os.path.expanduser("~")
    crates = os.environ.get("CARGO_HOME", os.path.join(home, ".cargo"))
    paths = {root + "/", os.path.join(home, ".m2") + "/", crates + "/", os.path.realpath(root) + "/"}
    if len(home) > 6:  # "/root/" is in texts of libraries too
        paths.add(home + "/")
    return [path.encode() for path in sorted(paths)]


def problems(jar, stamp, forbidden):
    for entry in jar.infolist():
        if OWN.match(entry.filename) and entry.date_time != stamp:
            yield f"{entry.filename}: the time stamp is {entry.date_time}"
        content = entry.filename.encode() + b"\n" + jar.read(entry)
        for path in forbidden:
            if path in content:
                at = content.index(path)
                yield f"{entry.filename} contains {content[at:at + 120]!r}"


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "pom.xml"), encoding="utf-8") as pom:
        text = re.search(r"<project.build.outputTimestamp>(.*)Z<", pom.read()).group(1)
    stamp = datetime.datetime.fromisoformat(text).timetuple()[:6]
    with zipfile.ZipFile(sys.argv[1]) as jar:
        found = list(problems(jar, stamp, private_paths(root)))
        entries = len(jar.namelist())
    if found:
        sys.exit("\n".join(found[:20] + [f"{len(found)} problems in {sys.argv[1]}"]))
    print(f"{entries} entries: no time of a build, no path of this machine")


if __name__ == "__main__":
    main()
