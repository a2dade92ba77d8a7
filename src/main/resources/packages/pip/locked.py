"""Writes requirements.lock of what pip's report says was installed, and when it was published.

The index is asked for the hashes of a version's other files, so that the lock holds on other
machines too; where it does not answer, only the hash of the installed file is written. Of a lock
file that existed before, as second argument, only the times of what is required are asked for.
"""

import concurrent.futures
import html
import json
import os
import re
import sys
import time
import urllib.request

TIMEOUT_S = 10
TOTAL_S = 30
MAX_PAGE_BYTES = 20_000_000
ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
LINK = re.compile(r'href="[^"#]*?([^"/#]+)#sha256=([0-9a-f]{64})"')

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)
REQUIRED = re.compile(r"^([A-Za-z0-9][\w.-]*)", re.MULTILINE)

report, found = sys.argv[1:3]


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def index():
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    try:
        from pip._internal.models.index import PyPI

        return PyPI.simple_url
    except ImportError:
        return None


def is_of(file, name, version):
    """Whether a file name is that of a version: name-version-tags.whl or name-version.tar.gz."""
    parts = file.split("-")
    for at in range(1, len(parts)):
        if normal("-".join(parts[:at])) == name:
            rest = parts[at] if file.endswith(".whl") else "-".join(parts[at:])
            return re.sub(r"\.(tar\.gz|zip|tgz|tar\.bz2)$", "", rest) == version
    return False


def files_of(base, name, version):
    """The hashes of a version's files, and when the first of them was uploaded."""
    url = base.rstrip("/") + "/" + name + "/"
    request = urllib.request.Request(url, headers={"Accept": ACCEPT})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as reply:
        text = reply.read(MAX_PAGE_BYTES).decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        listed = json.loads(text)["files"]
        files = [each for each in listed if is_of(each["filename"], name, version)]
        hashes = {each["hashes"].get("sha256") for each in files} - {None}
        times = sorted(each["upload-time"] for each in files if each.get("upload-time"))
        return hashes, times[0] if times else None
    links = [(html.unescape(match[1]), match[2]) for match in LINK.finditer(text)]
    return {sha for file, sha in links if is_of(file, name, version)}, None


def own_hash(entry):
    archive = entry["download_info"].get("archive_info", {})
    hashes = archive.get("hashes") or dict([archive.get("hash", "sha256=").split("=", 1)])
    return hashes.get("sha256")


def reported():
    """Name, version, hash and whether it is required, of each package of the report."""
    with open(report) as file:
        for each in json.load(file)["install"]:
            name, version = normal(each["metadata"]["name"]), each["metadata"]["version"]
            yield name, version, own_hash(each), bool(each.get("requested"))


def locked(requirements):
    """The same of what is required and in a lock file, which is given as the report."""
    with open(report) as lock, open(requirements) as file:
        required = {normal(name) for name in REQUIRED.findall(file.read())}
        for name, version in PIN.findall(lock.read()):
            if normal(name) in required:
                yield normal(name), version, None, True


def main():
    is_locked = len(sys.argv) > 3
    entries = locked(sys.argv[3]) if is_locked else reported()
    base = index()
    end = time.monotonic() + TOTAL_S
    pool = concurrent.futures.ThreadPoolExecutor(8)
    asked = [
        (each, pool.submit(files_of, base, each[0], each[1]) if base else None)
        for each in sorted(entries, key=lambda each: each[:2])
    ]
    lines, published = [], []
    for (name, version, own, is_required), future in asked:
        hashes, time_of = set(), None
        try:
            if future:
                hashes, time_of = future.result(max(0.1, end - time.monotonic()))
        except Exception:  # The lock is right without the hashes of other files.
            future.cancel()
        if own not in hashes:
            hashes = {own} - {None, ""}
        words = [f"{name}=={version}"] + [f"--hash=sha256:{each}" for each in sorted(hashes)]
        lines.append(" \\\n    ".join(words) + "\n")
        if is_required:
            # Not every index says when.
            published.append(f"{name}@{version} {time_of or ''}".rstrip() + "\n")
    if not is_locked:
        with open(f"{found}/requirements.lock", "w") as file:
            file.writelines(["# pip install --require-hashes -r requirements.lock\n"] + lines)
    with open(f"{found}/published", "w") as file:
        file.writelines(published)
    sys.stdout.flush()
    os._exit(0)  # Without waiting for pages that do not come.


main()
