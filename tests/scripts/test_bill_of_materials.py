"""What is installed is pinned to its bytes and listed; a lock that is not is noticed (R-48)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts import bill_of_materials as materials

LOCKS = sorted((materials.ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_to_its_bytes(lock: Path) -> None:
    found = list(materials.locked(lock.read_text(encoding="utf-8")))
    assert len(found) > 30
    assert all(len(digest.partition(":")[2]) == 64 for one in found for digest in one.digests)
    assert len({one.name for one in found}) == len(found)


def test_a_lock_that_does_not_pin_is_noticed() -> None:
    digest = "    --hash=sha256:" + "a" * 64
    assert [one.name for one in materials.locked(f"one==1.0 \\\n{digest}\n")] == ["one"]
    for text, words in (
        ("one==1.0\ntwo==2.0 \\\n" + digest, "one has no digest"),
        ("one>=1.0 \\\n" + digest, "pins no version"),
        ("one @ https://elsewhere.example/one.whl", "pins no version"),
        ("one==1.0 \\\n    --hash=md5:" + "a" * 32, "one has no digest"),
    ):
        with pytest.raises(ValueError, match=words):
            list(materials.locked(text))


def test_the_bill_lists_every_package_and_is_the_same_each_time(tmp_path: Path) -> None:
    file = tmp_path / "sbom.json"
    assert materials.main(["-o", str(file)]) == 0
    bill = json.loads(file.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    places = [one["purl"] for one in bill["components"]]
    assert len(places) == len(set(places))
    assert any(place.startswith("pkg:pypi/django@") for place in places)
    assert any(place.startswith("pkg:npm/htmx.org@") for place in places)
    assert file.read_text(encoding="utf-8") == json.dumps(materials.bill("0.1.0"), indent=1) + "\n"


def test_installing_asks_for_the_bytes_of_the_lock() -> None:
    recipe = (materials.ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in recipe.splitlines() if "install" in line and "-r requirements" in line]
    assert installs
    assert all("--require-hashes" in line and "--no-deps" in line for line in installs)
