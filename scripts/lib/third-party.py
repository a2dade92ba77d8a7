"""Lists what the jar contains that others wrote, and checks that each licence permits distribution.

third-party.py --java BOM --crates METADATA [--rust BOM...] --out FOLDER [--root FOLDER]

Reads CycloneDX's list of the Java libraries, `cargo metadata` of the crates and, if given,
cargo-cyclonedx's lists. Writes META-INF/THIRD-PARTY.txt (components, licences, their texts) and, with
--rust, META-INF/sbom/atelier.cdx.json below FOLDER. Fails on a licence that is not in PERMITTED, on a
missing licence, and on an address or path that belongs to one machine.
"""

import argparse
import hashlib
import json
import os
import re
import sys
import zipfile

# Licences under which the jar may contain a component. Others need a decision first.
PERMITTED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "ISC", "MIT",
    "Unicode-3.0", "Unlicense", "Zlib",
}
# Names that are not in SPDX's list.
SPDX = {"Go License": "BSD-3-Clause"}
# Packages that name another licence than the files that the jar takes from them.
CORRECTED = {"org.webjars:highlightjs": "BSD-3-Clause"}
# Who holds the copyright of a component whose package does not contain the text of its licence.
HOLDERS = {
    "com.google.re2j:re2j": "2009 The Go Authors",
    "org.webjars:highlightjs": "2006 Ivan Sagalaev and contributors",
}
LICENCE_FILE = re.compile(
    r"(?i)(.*/)?((un)?(licen[cs]e|copying|copyright|notice)[^/]*|about\.html)$")
# Left out of CycloneDX's lists: who built them, and references that may name a private registry.
REFERENCES = {"website", "vcs", "issue-tracker"}


class Refused(Exception):
    """A component that must not be distributed like this."""


def choose(expression):
    """The permitted licences of an SPDX expression: all of an AND, the first permitted of an OR."""
    words = re.findall(r"\(|\)|[^\s()/]+|/", expression.replace(" WITH ", "-WITH-"))

    def either():
        options = [both()]
        while words and words[0] in ("OR", "/"):
            words.pop(0)
            options.append(both())
        return next((option for option in options if option), [])

    def both():
        needed = [single()]
        while words and words[0] == "AND":
            words.pop(0)
            needed.append(single())
        return sum(needed, []) if all(needed) else []

    def single():
        word = words.pop(0)
        if word == "(":
            inner = either()
            words.pop(0)
            return inner
        word = SPDX.get(word, word)
        return [word] if word in PERMITTED else []

    chosen = either()
    if not chosen or words:
        raise Refused(f"no permitted licence in: {expression}")
    return sorted(set(chosen))


class Component:
    """A library or crate in the jar, with the texts that its package brings."""

    def __init__(self, name, version, expression, holders, texts, reference):
        self.name, self.version, self.expression = name, version, expression
        self.holders, self.texts, self.reference = holders, texts, reference
        try:
            self.licences = choose(expression)
        except (Refused, IndexError) as refused:
            raise Refused(f"{name} {version}: {refused}") from refused


def texts_in_jar(path):
    if not os.path.isfile(path):
        raise Refused(f"{path} does not exist")
    with zipfile.ZipFile(path) as jar:
        names = [n for n in jar.namelist() if LICENCE_FILE.match(n) and not n.endswith(".class")]
        return [jar.read(name).decode("utf-8", "replace") for name in sorted(names)]


def texts_in_folder(folder):
    names = sorted(name for name in os.listdir(folder) if LICENCE_FILE.match(name))
    paths = [os.path.join(folder, name) for name in names]
    texts = []
    for path in filter(os.path.isfile, paths):
        with open(path, encoding="utf-8", errors="replace") as file:
            texts.append(file.read())
    return texts


def java_components(bom, repository):
    for one in bom["components"]:
        group, name, version = one["group"], one["name"], one["version"]
        expression = " OR ".join(
            entry["expression"] if "expression" in entry
            else entry["license"].get("id") or named(entry["license"]["name"])
            for entry in one.get("licenses", []))
        expression = CORRECTED.get(f"{group}:{name}", expression)
        if not expression:
            raise Refused(f"{group}:{name} {version}: no licence")
        jar = os.path.join(repository, *group.split("."), name, version, f"{name}-{version}.jar")
        holders = HOLDERS.get(f"{group}:{name}", one.get("publisher", ""))
        yield Component(f"{group}:{name}", version, expression, holders, texts_in_jar(jar),
                        one["purl"])


def named(name):
    if name not in SPDX:
        raise Refused(f"the licence {name!r} is not known")
    return SPDX[name]


def linked_crates(metadata):
    """The crates that are compiled into the library or a program of the jar: no build or test tools."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    linked, waiting = set(), list(metadata["workspace_default_members"])
    while waiting:
        crate = waiting.pop()
        if crate not in linked:
            linked.add(crate)
            waiting += [edge["pkg"] for edge in nodes[crate]["deps"]
                        if any(kind["kind"] is None for kind in edge["dep_kinds"])]
    own = set(metadata["workspace_members"])
    return sorted((packages[crate] for crate in linked - own),
                  key=lambda package: (package["name"], package["version"]))


def crate_components(crates):
    for crate in crates:
        expression = crate["license"] or ""
        if not expression:
            raise Refused(f"{crate['name']} {crate['version']}: no licence")
        holders = ", ".join(re.sub(r" <.*?>", "", author) for author in crate["authors"])
        folder = os.path.dirname(crate["manifest_path"])
        yield Component(crate["name"], crate["version"], expression, holders,
                        texts_in_folder(folder), f"pkg:cargo/{crate['name']}@{crate['version']}")


def standard_texts(components, root):
    """A text for each licence, for packages that do not bring theirs."""
    texts = {}
    with open(os.path.join(root, "LICENSE"), encoding="utf-8") as own:
        texts["MIT"] = own.read()
    marks = {"Apache-2.0": r"\s*Apache License\s+Version 2\.0, January 2004",
             "BSD-3-Clause": r"BSD 3-Clause License"}  # as in lit-html
    for component in components:
        for licence, mark in marks.items():
            if licence not in texts and [licence] == component.licences:
                texts.update({licence: text for text in component.texts if re.match(mark, text)})
    return texts


def completed(component, standard):
    """The texts of a component, with the standard ones if it brings none."""
    if any(len(text) > 300 for text in component.texts):
        return component.texts
    added = []
    for licence in component.licences:
        text = standard.get(licence)
        if text is None:
            raise Refused(f"{component.name}: its package contains no text of {licence}")
        if licence != "Apache-2.0":
            if not component.holders:
                raise Refused(f"{component.name}: no text of {licence} and no copyright holder")
            text = re.sub(r"(?m)^Copyright .*\n", f"Copyright (c) {component.holders}\n", text)
        added.append(text)
    return component.texts + added


def third_party(java, crates, root):
    standard = standard_texts(java + crates, root)
    users = {}
    for component in java + crates:
        for text in completed(component, standard):
            text = "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
            users.setdefault(text, []).append(component.name)
    with open(os.path.join(root, "LICENSE"), encoding="utf-8") as own:
        parts = ["Atelier is distributed under this licence:\n\n" + own.read()]
    for title, components in (("Java libraries and libraries of the dashboard", java),
                              ("Crates in the scanner, the prober, the launcher and the bridge", crates)):
        rows = [f"  {c.name} {c.version}: {' AND '.join(c.licences)}"
                + ("" if c.expression == " AND ".join(c.licences) else f" (of {c.expression})")
                for c in components]
        if components is crates:
            rows.append("  Rust's standard library: MIT (of MIT OR Apache-2.0)")
        parts.append(f"{title}, with the licence under which Atelier contains each:\n\n"
                     + "\n".join(rows) + "\n")
    for text, names in users.items():
        parts.append(", ".join(sorted(set(names))) + ":\n\n" + text + "\n")
    return ("\n" + "=" * 78 + "\n\n").join(parts)


def merged_bom(java, rust, components):
    """One list for the jar: Java's, and of cargo-cyclonedx's lists what is compiled in."""
    wanted = {component.reference for component in components}
    names = {}
    for bom in rust:
        for one in [bom["metadata"]["component"], *bom["components"]]:
            purl = re.sub(r"\?.*", "", one["purl"])
            names[one["bom-ref"]] = purl
            if purl in wanted:
                wanted.discard(purl)
                java["components"].append({**one, "bom-ref": purl, "purl": purl})
    if wanted:
        raise Refused(f"not in cargo-cyclonedx's list: {sorted(wanted)}")
    graph = {node["ref"]: set(node.get("dependsOn", [])) for node in java["dependencies"]}
    known = {one["bom-ref"] for one in java["components"]}
    main = java["metadata"]["component"]
    main["type"] = "application"
    for bom in rust:
        roots = bom["metadata"]["component"]["bom-ref"]
        for node in bom["dependencies"]:
            targets = {names[ref] for ref in node.get("dependsOn", []) if names[ref] in known}
            here = main["bom-ref"] if node["ref"] == roots else names[node["ref"]]
            if here in known or node["ref"] == roots:
                graph.setdefault(here, set()).update(targets)
    java["dependencies"] = [{"ref": ref, "dependsOn": sorted(graph[ref])} for ref in sorted(graph)]
    java["components"].sort(key=lambda one: one["purl"])
    for one in java["components"]:
        one["externalReferences"] = [reference for reference in one.get("externalReferences", [])
                                     if reference["type"] in REFERENCES]
    java["metadata"]["tools"] = {"components": [
        {"type": "application", "name": name} for name in ("cyclonedx-maven-plugin",
                                                           "cargo-cyclonedx")]}
    digest = hashlib.sha256(json.dumps(java, sort_keys=True).encode()).hexdigest()
    java["serialNumber"] = "urn:uuid:" + "-".join(
        (digest[:8], digest[8:12], "5" + digest[13:16], "8" + digest[17:20], digest[20:32]))
    return json.dumps(java, indent=1, sort_keys=True) + "\n"


def check_public(text, root):
    """Fails on paths of this machine and on addresses that only it can reach."""
    forbidden = [root, os.path.expanduser("~") + "/", "path+file", "file://", "registry+",
                 "localhost", "127.0.0.1"]
    for word in forbidden:
        if word in text:
            at = text.index(word)
            raise Refused(f"a path or address of this machine: {text[max(0, at - 60):at + 100]!r}")
    for host in re.findall(r"https?://(?:[^/@\s\"]*@)?([^/:\s\"<>)]+)", text):
        if "." not in host or re.fullmatch(r"[\d.]+|.*\.(local|internal|lan|corp)", host):
            raise Refused(f"an address that is not public: {host}")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--java", required=True)
    options.add_argument("--crates", required=True)
    options.add_argument("--rust", nargs="*", default=[])
    options.add_argument("--out", required=True)
    options.add_argument("--root", default=os.getcwd())
    options.add_argument("--repository", default=os.path.expanduser("~/.m2/repository"))
    given = options.parse_args()
    java_bom = load(given.java)
    java = list(java_components(java_bom, given.repository))
    crates = list(crate_components(linked_crates(load(given.crates))))
    text = third_party(java, crates, given.root)
    write(os.path.join(given.out, "META-INF", "THIRD-PARTY.txt"), text)
    if given.rust:
        bom = merged_bom(java_bom, [load(path) for path in given.rust], crates)
        check_public(bom, given.root)
        write(os.path.join(given.out, "META-INF", "sbom", "atelier.cdx.json"), bom)
    print(f"{len(java)} Java libraries, {len(crates)} crates: all licences permit distribution")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(f"third-party: {refused}")
