"""The demonstration agency: every story of the contract is there, and an agency that exists is left alone."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.queries import staff
from alongside.ground.foundation.errors import Refused
from alongside.oversight.demonstration.loading import load_demonstration, stories
from alongside.oversight.demonstration.setting import CAST, PROGRAMMES
from alongside.oversight.demonstration.telling import HANDLERS, as_
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake
from tests.database.copies import empty_copy
from tests.factories.cast import house
from tests.rooms.oversight.demonstration.small import NOBODY_NAMED, WAITS


def test_every_promised_story_has_its_text() -> None:
    titles = " ".join(text["title"] for text in stories())
    for words in (
        "lost her job",
        "widow",
        "foster care",
        "address must stay hidden",
        "prison",
        "teenager",
        "addiction",
    ):
        assert words in titles


def test_every_event_is_one_that_can_happen_and_names_people_of_its_story() -> None:
    for text in stories():
        people = {one["key"] for one in text["people"]}
        for event in text.get("events", ()):
            assert event["do"] in HANDLERS, event
            assert set(event.get("who", ())) <= people, event


def test_the_first_two_stories_end_and_the_others_do_not() -> None:
    ended = [any(event["do"] == "closing" for event in text.get("events", ())) for text in stories()]
    assert ended == [True, True] + [False] * (len(ended) - 2)


@pytest.mark.committed
def test_into_an_empty_database_the_scene_is_set_and_every_story_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, story in enumerate((NOBODY_NAMED, WAITS)):
        (tmp_path / f"{number}.yaml").write_text(story, encoding="utf-8")
    monkeypatch.setattr(organisation, "_zone", [])
    heard: list[str] = []
    with empty_copy():
        assert organisation.is_empty()
        assert organisation.the_agency() == organisation.NO_AGENCY
        assert organisation.agency_zone() == ZoneInfo("UTC")
        assert load_demonstration(folder=tmp_path, say=heard.append) == 2
        assert organisation.agency_zone() == ZoneInfo("Europe/Dublin")
        assert (organisation.the_agency().name, organisation.the_agency().demonstration) == (
            "Harbour Family Service",
            True,
        )
        with access.acting(actor_id=house(), kind=SessionKind.COMMAND):
            assert {one.username: one.name for one in staff()} == {one.username: one.name for one in CAST}
            assert [one.code for one in organisation.programmes()] == [code for _n, code, *_rest in sorted(PROGRAMMES)]
        with as_("supervisor", timezone.now()):
            assert Case.objects.get().title == "Rana Haddad"
        with as_("intake", timezone.now()):
            assert [one.person_name for one in Intake.objects.filter(state="new")] == ["Rana Haddad"]
    assert heard == ["Accepted, and nobody carries it yet", "A request that waits"]


def test_an_agency_that_exists_is_left_alone() -> None:
    with pytest.raises(Refused, match="needs an empty one"):
        load_demonstration()
