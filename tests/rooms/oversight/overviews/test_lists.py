"""Lists to take out: what the page shows to whom, every page of it, as many statements for few as for many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest

from alongside.agency.access.models import Reading
from alongside.agency.drafts import actions as drafts
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.rules.sheets import text_of
from alongside.oversight.overviews import lists
from alongside.oversight.overviews.lists import LISTINGS, listing_of
from alongside.record.people.queries import person_cards
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake
from tests.factories.people import a_person
from tests.factories.twins import compared, twins

Queries = Callable[[], AbstractContextManager[list[str]]]


def rows(name: str, by: Reader, **choice: str) -> list[dict[str, str]]:
    """The rows of a list by the words of its header; the count is checked on the way."""
    listing = listing_of(name, by=by)
    found = list(listing.rows(choice, by))
    assert all(len(row) == len(listing.header()) for row in found)
    assert listing.count(choice, 5_001, by) == len(found)
    assert listing.header()[0] == "id"
    return [dict(zip(listing.header(), map(text_of, row), strict=True)) for row in found]


def test_people_are_those_of_the_page_with_their_cases(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_case(become("elsewhere"), people=["Somebody Else"])
    found = rows("people", become("worker"))
    assert [(one["Whole name"], one["Cases"]) for one in found] == [("Marta López", case.number)]
    assert Reading.objects.filter(act="person card", actor_id=by.actor_id).exists()


def test_births_are_written_as_exactly_as_they_are_known(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    said = {"exact": "1992-05-03", "month": "1992-05", "year": "1992", "estimated": "about 1992", "unknown": ""}
    for precision, words in said.items():
        person = a_person(case.circle_id, f"Somebody {precision}", by)
        type(person).objects.filter(id=person.id).update(
            born_on=None if precision == "unknown" else "1992-05-03", birth_precision=precision
        )
        assert lists.birth_text(person_cards([person.id], by=by)[person.id]) == words


def test_cases_are_narrowed_as_the_page_is(become: Become) -> None:
    by = become("worker")
    one, two = a_case(by, people=["Ana"]), a_case(by, people=["Bea"])
    assert [row["Number"] for row in rows("cases", by)] == [one.number, two.number]
    assert [row["Number"] for row in rows("cases", by, order="newest")] == [two.number, one.number]
    assert rows("cases", by, state="closed") == rows("cases", by, programme="safe") == []
    assert len(rows("cases", by, whose="nonsense", state="?", stage="?", programme="?", worker="?")) == 2
    assert [row["Named worker"] for row in rows("cases", become("supervisor"))] == ["Dele Akande"] * 2
    words = dict(listing_of("cases", by=by).filters({"whose": "all", "programme": "family", "stage": "plan"}, by))
    assert words["In the programme"] == "Family support"
    assert words["At the stage"] == "Plan"
    worker = {"worker": str(rows("team", by)[0]["id"])}
    assert "Named worker" in dict(listing_of("cases", by=by).filters(worker, by))


def test_requests_with_what_was_decided(become: Become) -> None:
    by = become("intake")
    an_intake(by)
    (found,) = rows("intakes", by)
    assert found["State"]
    assert found["Came in at"][-6] in "+-"
    assert rows("intakes", become("elsewhere")) == []


def test_drafts_team_log_and_what_left(become: Become) -> None:
    by = become("worker")
    drafts.keep_draft(key="note", data={"text": "=1+1"}, base=0, page="p", label="Note", url="/", by=by)
    assert [row["How it begins"] for row in rows("drafts", by)] == ["=1+1"]
    assert rows("drafts", become("colleague")) == []
    assert "Dele Akande" in {row["Worker"] for row in rows("team", become("worker"))}
    note_export(kind=ExportKind.LIST, form=ExportFormat.CSV, about="People", rows=3, by=become("worker"))
    assert [row["What"] for row in rows("left", become("worker"))] == ["People"]
    assert rows("left", become("supervisor")) == []
    officer = become("privacy")
    assert [row["Who"] for row in rows("left", officer)] == ["Dele Akande"]
    for wrong in ("nonsense", "2026-02-30"):
        assert rows("log", officer, on=wrong)[0].keys() >= {"Who", "What"}
    assert rows("log", officer, on="1999-01-01", worker="?") == []
    assert dict(listing_of("log", by=officer).filters({"on": "1999-01-01"}, officer))["Worker"] == "Everyone"


def test_pairs_that_may_be_one(become: Become) -> None:
    twins(become("worker"))
    by = compared(become)
    (found,) = rows("duplicates", by)
    assert found["First: id"] != found["Second: id"]
    assert found["For it"]


@pytest.mark.parametrize(
    ("who", "has"),
    [
        ("worker", {"people", "cases", "intakes", "drafts", "team", "duplicates", "left"}),
        ("intake", {"people", "intakes", "drafts", "duplicates", "left"}),
        ("privacy", {"drafts", "log", "left"}),
        ("evaluator", {"drafts", "left"}),
    ],
)
def test_who_has_which_list(become: Become, who: str, has: set[str]) -> None:
    by = become(who)

    def there() -> Iterator[str]:
        for name in [*LISTINGS, "nothing"]:
            try:
                yield listing_of(name, by=by).name
            except NotFound:
                continue

    assert set(there()) == has


@pytest.mark.parametrize("name", ["people", "cases", "intakes", "duplicates", "team"])
def test_as_many_statements_for_many_rows_as_for_one(become: Become, queries: Queries, name: str) -> None:
    by = become("worker")
    counts = []
    for more in (1, 5):
        for number in range(more):
            a_case(by, people=[f"Ana {more} {number}"])
            an_intake(become("intake"))
            by = become("worker")
        with queries() as seen:
            list(LISTINGS[name].rows({}, by))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_every_page_is_read(become: Become, monkeypatch: pytest.MonkeyPatch) -> None:
    by = become("worker")
    names = [f"Person {number}" for number in range(5)]
    for name in names:
        a_case(by, people=[name])
    monkeypatch.setattr(lists, "AT_ONCE", 2)
    assert [row["Whole name"] for row in rows("people", by)] == names
    assert sorted(row["Case"] for row in rows("cases", by)) == names
