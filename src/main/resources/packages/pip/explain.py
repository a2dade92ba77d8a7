"""Says of packages that pip found no version of whether the index has them as source code only."""

import os
import re
import sys
import urllib.request

TIMEOUT_S = 10
MAX_NAMES = 5
NONE = re.compile(r"requirement ([A-Za-z0-9][\w.-]*)[^\n]*\(from versions: none\)")


def index():
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    from pip._internal.models.index import PyPI

    return PyPI.simple_url


with open(sys.argv[1]) as file:
    names = sorted(set(NONE.findall(file.read())))[:MAX_NAMES]
for name in names:
    try:
        url = index().rstrip("/") + "/" + re.sub(r"[-_.]+", "-", name).lower() + "/"
        with urllib.request.urlopen(url, timeout=TIMEOUT_S) as reply:
            page = reply.read(5_000_000).decode("utf-8", "replace")
        if "<a" in page:
            has_wheel = ".whl" in page
            kind = "for other Pythons or machines" if has_wheel else "as source code"
            print(f"atelier: {name} exists only {kind}")
    except Exception:  # Then pip's own words remain.
        pass
