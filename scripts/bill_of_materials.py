"""The bill of materials: every package that is installed to run Alongside, with its digests, as CycloneDX 1.5 JSON.

Run: ``python scripts/bill_of_materials.py -o sbom.json`` (or without ``-o`` to standard output). Made from the lock
alone, so that two people get the same bytes; nothing is asked of any registry.
"""

import argparse
import hashlib
import json
import re
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements" / "run.txt"
FRONT_END = ROOT / "package-lock.json"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9_.-]+)==(?P<version>[^ ;\\]+)(?: *; *(?P<marker>[^\\]+?))? *\\?$")
DIGEST = re.compile(r"^--hash=(?P<kind>[a-z0-9]+):(?P<digest>[0-9a-f]+) *\\?$")
NAMES = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}


@dataclass(frozen=True)
class Package:
    """One locked package: its name, its one version, where it is wanted, and the digests of its files."""

    name: str
    version: str
    marker: str
    digests: tuple[str, ...]


def locked(text: str) -> Iterator[Package]:
    """The packages of a lock. Raises ``ValueError`` for a line that pins nothing, or a package without a digest."""
    name, version, marker, digests = "", "", "", list[str]()
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if found := DIGEST.match(line):
            digests.append(f"{found['kind']}:{found['digest']}")
        elif found := PINNED.match(line):
            if name:
                yield _whole(name, version, marker, digests)
            name, version, marker, digests = found["name"], found["version"], found["marker"] or "", []
        else:
            raise ValueError(f"Line {number} pins no version: {line}")
    if name:
        yield _whole(name, version, marker, digests)


def _whole(name: str, version: str, marker: str, digests: list[str]) -> Package:
    if not any(one.startswith("sha256:") for one in digests):
        raise ValueError(f"{name} has no digest; lock it again with make lock.")
    return Package(name, version, marker, tuple(digests))


def front_end(text: str) -> Iterator[dict[str, Any]]:
    """The packages of the front end whose files are shipped, from the lock of npm."""
    for place, facts in json.loads(text)["packages"].items():
        if place and not facts.get("dev"):
            name = place.rpartition("node_modules/")[2]
            yield {
                "type": "library",
                "name": name,
                "version": facts["version"],
                "purl": f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}",
                "bom-ref": f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}",
            }


def component(package: Package) -> dict[str, Any]:
    """One package as CycloneDX has it."""
    place = f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"
    told: dict[str, Any] = {
        "type": "library",
        "name": package.name,
        "version": package.version,
        "purl": place,
        "bom-ref": place,
        "hashes": [{"alg": NAMES[kind], "content": digest} for kind, _, digest in _parted(package.digests)],
    }
    if package.marker:
        told["properties"] = [{"name": "python:marker", "value": package.marker}]
    return told


def _parted(digests: tuple[str, ...]) -> list[tuple[str, str, str]]:
    return [one.partition(":") for one in digests]


def bill(release: str) -> dict[str, Any]:
    """The whole bill of materials."""
    lock, pages = LOCK.read_text(encoding="utf-8"), FRONT_END.read_text(encoding="utf-8")
    number = uuid.UUID(bytes=hashlib.sha256((lock + pages).encode()).digest()[:16], version=4)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "alongside",
                "version": release,
                "bom-ref": f"pkg:pypi/alongside@{release}",
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [component(one) for one in locked(lock)] + list(front_end(pages)),
    }


def main(arguments: list[str]) -> int:
    """Write the bill of materials."""
    parser = argparse.ArgumentParser(description="Write the bill of materials (CycloneDX 1.5 JSON).")
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    release = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    text = json.dumps(bill(release[1] if release else "0"), indent=1) + "\n"
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
