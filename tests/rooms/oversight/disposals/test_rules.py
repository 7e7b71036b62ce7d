"""The rules file as the gates read it, the list outside, and what is said to somebody who asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import override_settings

from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.rules.copies import append
from alongside.oversight.audit.rules.keys import fingerprint
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.rules import listing, retention
from alongside.oversight.disposals.rules.asking import Candidate, may_erase
from alongside.oversight.disposals.rules.retention import classes_of, erasing_rules, finding_rules, words_of

TODAY = date(2026, 11, 22)
RULES = """
classes:
  case: {words: The case, trigger: case_closed, period: P3Y, majority: 21, authority: A, columns: {cases_case: [id]}}
  letters: {words: Letters, trigger: case_closed, period: P4Y6M, authority: B, columns: {documents_document: [id]}}
  intake: {words: Requests, trigger: decided, period: P1Y, authority: C, columns: {intakes_intake: [id]}}
  person:
    {words: Who, trigger: last_case_closed, period: null, duty: false, authority: D, columns: {people_person: [id]}}
  access: {words: Logs, trigger: case_closed, period: P9Y, authority: E, columns: {access_history: [id]}}
"""


def test_of_several_classes_the_longest_decides(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(RULES)
    with override_settings(RETENTION_FILE=tmp_path / "rules.yaml"):
        found, erasing = finding_rules(), erasing_rules()
        assert words_of(["case", "letters"]) == "The case; Letters"
    assert (found["case"]["period"], found["case"]["majority"], found["case"]["authority"]) == ("P4Y6M", 21, "B")
    assert (found["person"]["period"], found["person"]["duty"], found["intake"]["period"]) == (None, False, "P1Y")
    assert erasing["tables"] == ["cases_case", "documents_document", "intakes_intake"]
    assert erasing["owned"] == [*erasing["tables"], "people_person"]
    assert erasing["logs"] == "P9Y"
    (tmp_path / "wrong.yaml").write_text(RULES.replace("P3Y", "3 years"))
    with override_settings(RETENTION_FILE=tmp_path / "wrong.yaml"), pytest.raises(Refused, match="write P7Y"):
        finding_rules()


def test_what_ships_lets_logs_stay_longer_than_records() -> None:
    assert {one.name for one in classes_of(ItemKind.CASE)} >= {"case", "intake"}
    assert retention.LOGS not in {one.name for one in classes_of(ItemKind.CASE)}
    (logs,) = classes_of(ItemKind.LOG)
    assert logs.days > max(one.days for one in classes_of(ItemKind.CASE))


def one(**other: object) -> Candidate:
    facts = {
        "kind": ItemKind.CASE, "number": 7, "label": "HF-1", "programme": "Family", "trigger_on": date(2015, 1, 1),
        "counts_from": date(2015, 1, 1), "due_on": date(2022, 1, 1), "held": False, "others": 0,
    }  # fmt: skip
    return Candidate(**facts | other)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"held": True}, "HF-1 is under a legal hold"),
        ({"trigger_on": None}, "still open"),
        ({"due_on": None}, "for good"),
        ({"due_on": date(2030, 5, 2)}, "until 2 May 2030 (Law)"),
        ({"others": 1, "kind": ItemKind.INTAKE}, "Request 7 is about other people too"),
    ],
)
def test_why_somebody_who_asks_is_refused(what: dict[str, object], words: str) -> None:
    rules = {"case": {"authority": "Law", "duty": True}, "intake": {"authority": "Law", "duty": False}}
    refused = may_erase([one(), one(**what)], today=TODAY, rules=rules)
    assert not refused
    assert words in str(refused.reason)
    assert may_erase([one()], today=TODAY, rules=rules)
    assert not may_erase([], today=TODAY, rules=rules)


def test_the_list_outside_tells_a_forged_line(tmp_path: Path) -> None:
    key, path = Ed25519PrivateKey.generate(), tmp_path / "disposals.jsonl"
    certificate = {"disposal": "0b8f1f9e-5f4c-4f0e-9b4a-0c5a8a3d7e11", "number": 1}
    name = fingerprint(key.public_key())
    line = listing.Listed(certificate, name, key.sign(listing.payload_of(certificate)).hex())
    assert listing.read_list(path) == []
    append(path, [line])
    assert path.stat().st_mode & 0o077 == 0
    (read,) = listing.read_list(path)
    trusted = {name: key.public_key()}
    assert read.is_signed_by(trusted)
    assert not read.is_signed_by({})
    assert not listing.Listed(certificate | {"number": 2}, name, line.signature).is_signed_by(trusted)
    path.write_text("not a line\n")
    with pytest.raises(ValueError, match="Line 1"):
        listing.read_list(path)
