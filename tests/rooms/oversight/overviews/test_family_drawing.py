"""The drawings of a family page: the layers asked for, and the world around the household then and now."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.oversight.overviews.family_drawing import drawn_family, layers_of
from alongside.record.people import actions
from alongside.record.people.models import Tie
from tests.conftest import Become
from tests.factories.kin import a_family


def test_layers_are_those_asked_for_and_the_structure() -> None:
    assert layers_of(None) == {"structure", "households"}
    assert layers_of(["bonds", "rumours"]) == {"structure", "bonds"}
    assert layers_of([]) == {"structure"}


def test_the_world_around_them_is_drawn_once_or_side_by_side(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    drawn = drawn_family(kin.case.public_id, by=by)
    assert drawn.genogram is not None
    assert drawn.now is not None
    assert drawn.then is None
    assert "Choir St Brigid" in drawn.page.around[0].label
    bakery = actions.add_system(circle=kin.case.circle_id, kind="work", label="Bakery", by=by)
    actions.rate_tie(system=bakery, household=kin.home, strength="strong", by=by)
    long_ago = clock.today() - timedelta(days=200)
    kin.case.__class__.objects.filter(id=kin.case.id).update(opened_on=long_ago)
    Tie.objects.update(said_on=long_ago)
    kin.choir.__class__.objects.update(from_on=long_ago)
    assert drawn_family(kin.case.public_id, by=by).ripple_words == ""
    actions.rate_tie(system=kin.choir, household=kin.home, strength="weak", by=by)
    later = drawn_family(kin.case.public_id, by=by)
    assert later.then is not None
    assert [one.kinds[0] for one in later.changes] == ["weaker"]
    assert later.ripple_words.endswith("Choir St Brigid. Nobody has asked since how it is with: Bakery.")
