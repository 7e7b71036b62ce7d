"""The seals hold after a disposal, and an entry that goes without one is still caught (R-18, R-36)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from alongside.agency.access.queries import note_reading
from alongside.oversight.audit.actions.taking import take_out_seals
from alongside.oversight.audit.queries.exported import KEYS, TakenEntries, seals_in
from alongside.oversight.audit.rules import chain, keys
from alongside.oversight.disposals.actions.carrying import carry_out_disposal
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.queries.finding import candidates
from tests.factories.disposals import OTHER, an_ended_case, another_officer
from tests.rooms.oversight.audit.conftest import acting, an_agency, as_house, tampered, until_sealed, verified

pytestmark = [pytest.mark.committed, pytest.mark.long]
BLANKED = "(select min(e.entry) from audit_erasedleaf e join access_history h on h.id = e.entry and e.letter = 'h')"


@pytest.fixture(scope="module")
def disposed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An agency with sealed logs, in which a case was disposed of, and sealed again."""
    with an_agency(tmp_path_factory.mktemp("disposed"), 1) as place:
        with acting("worker") as by:
            for name in ("Rosa Lindqvist", "Ana Souza"):
                case = an_ended_case(by, name)
                case.title = "Another title"
                case.save(update_fields=["title"])
                note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id])
        with acting("admin") as by:
            another_officer(lambda _name: by)
        until_sealed()
        for kind, most in ((ItemKind.CASE, 2), (ItemKind.LOG, 1)):
            with acting("privacy") as by:
                number = propose_disposal(chosen=[one for one in candidates() if one.kind == kind][:most], by=by)
            with acting(OTHER) as by:
                decide_disposal(disposal=number, agree=True, by=by)
            with as_house() as by:
                assert carry_out_disposal(public_id=number, agency="Harbour", by=by)
            until_sealed()
            assert verified().well, verified().words
        yield place


def test_verification_holds_and_says_how_many_digests_stand_for_what_went(disposed: Path) -> None:
    found = verified()
    assert found.well, found.words
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select count(*), count(h.id), count(h.before), count(*) filter (where e.letter = 'r') from "
            "audit_erasedleaf e left join access_history h on h.id = e.entry and e.letter = 'h'"
        )
        count, there, worded, readings = cursor.fetchone()
    assert count > there > worded == 0
    assert readings > 0
    assert f"({count} digests stand for what was disposed of)" in found.words


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("delete from access_history where id = (select max(id) from access_history where before is not null)",
         "was deleted"),
        (f"delete from access_history where id = {BLANKED}", "is not what its disposal left of it"),
        (f"update access_history set before = '{{\"title\": \"forged\"}}' where id = {BLANKED}",
         "is not what its disposal left of it"),
        (f"delete from audit_erasedleaf where entry = {BLANKED}", "were changed afterwards"),
        (f"update audit_erasedleaf set leaf = sha256('x') where entry = {BLANKED}", "were changed afterwards"),
        ("update audit_erasure set leaves = leaves + 1", "nobody whom we trust has signed"),
        ("insert into audit_erasure (disposal, leaves, digest, key, signature) "
         "values (gen_random_uuid(), 0, encode(sha256(''), 'hex'), '', '')", "nobody whom we trust has signed"),
    ],
)  # fmt: skip
def test_what_goes_without_a_disposal_is_caught(disposed: Path, statement: str, words: str) -> None:
    with tampered(statement):
        found = verified()
    assert not found.well
    assert words in found.words


def test_a_folder_taken_out_is_verified_too(disposed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    with as_house() as by:
        take_out_seals(folder=folder, by=by)

    def verify() -> chain.Held:
        trusted = keys.trusted_keys(folder / KEYS)
        return chain.verify(seals_in(folder), TakenEntries(folder), trusted=trusted, copy=None, copy_wanted=False)

    assert verify().disposed > 0
    erased = (folder / "erased.jsonl").read_text()
    for text, words in (("", "were changed afterwards"), (erased.replace('"h", ', '"r", ', 1), "changed afterwards")):
        (folder / "erased.jsonl").write_text(text)
        with pytest.raises(chain.Broken, match=words):
            verify()
    (folder / "erased.jsonl").write_text(erased)
    (folder / "erasures.jsonl").write_text("")
    with pytest.raises(chain.Broken):
        verify()
