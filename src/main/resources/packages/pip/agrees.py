"""Exits with 0 if a lock file has a right version of every declared package.

Writes the versions that remain right, as constraints for a new lock file.
"""

import re
import sys

try:
    from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
except ImportError:
    sys.exit(0)  # pip itself compares what is installed afterwards.

lock, declared, kept = sys.argv[1:4]
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


with open(lock) as file:
    versions = {normal(match[1]): match[2] for match in PIN.finditer(file.read())}
agrees = True
with open(declared) as file:
    for line in file:
        try:
            requirement = Requirement(line.split(" --")[0].strip())
        except InvalidRequirement:
            continue
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        version = versions.get(normal(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            versions.pop(normal(requirement.name), None)
            agrees = False
with open(kept, "w") as file:
    file.writelines(f"{name}=={version}\n" for name, version in versions.items())
sys.exit(0 if agrees else 1)
