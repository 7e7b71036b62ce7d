"""The plain values of shells and paths."""

from __future__ import annotations

from alongside.ground.ui.values import Link, NavGroup, PathStep, ShellView


def shell(*, current: int) -> ShellView:
    """A shell of six places, of which the one numbered ``current`` is open."""
    places = [Link(f"Place {number}", f"/{number}/", current=number == current) for number in range(6)]
    return ShellView("Harbour", "Dele Akande", "DA", nav=(NavGroup(places[:5]), NavGroup(places[5:], "Team")))


def test_four_places_stand_in_the_foot_and_the_rest_behind_the_fifth() -> None:
    view = shell(current=0)
    assert [place.label for place in view.foot] == ["Place 0", "Place 1", "Place 2", "Place 3"]
    assert [place.label for place in view.more] == ["Place 4", "Place 5"]


def test_the_fifth_spot_is_current_when_a_place_behind_it_is() -> None:
    assert shell(current=5).more_is_current
    assert not shell(current=1).more_is_current


def test_the_two_lines_follow_the_stage_unless_told_otherwise() -> None:
    step = PathStep("Plan", "route", "pine", "done")
    assert (step.person_line, step.service_line) == ("done", "done")
    ahead = PathStep("Plan", "route", "pine", "now", person="later", service="done")
    assert (ahead.person_line, ahead.service_line) == ("later", "done")
