"""What an ecomap shows of several ratings, and how two of them differ."""

from __future__ import annotations

from dataclasses import replace

from alongside.ground.familymap.ecomap.model import Ecomap, System, Tie, compare, tie_words
from alongside.ground.familymap.model import When
from tests.rooms.ground.familymap.worlds import LOPEZ

HELP = "help: was “the household receives”, is “goes both ways”"
RELIEF = "it is no longer stressful"
SCHOOL = System("school", "school", "School")


def world(*ties: Tie) -> Ecomap:
    return Ecomap("Household", systems=(SCHOOL,), ties=ties)


def test_the_newest_word_of_each_side_is_drawn_and_the_workers_only_where_it_differs() -> None:
    old, new = Tie("1", "school", "weak", said_on=When(2025)), Tie("2", "school", "strong", said_on=When(2026))
    same, other = replace(new, id="3", rated_by="worker"), Tie("4", "school", "weak", rated_by="worker")
    assert world(new, old).shown_ties("school") == (new,)
    assert world(old, new, same).shown_ties("school") == (new,)
    assert world(other, new).shown_ties("school") == (new, other)
    assert world(other).shown_ties("school") == (other,)
    assert world(new).shown_ties("church") == ()


def test_a_tie_is_told_in_words() -> None:
    assert tie_words(LOPEZ.ties[3]) == "ordinary, stressful, the household gives"
    assert tie_words(Tie("", "", "none")) == "known, not connected"


def test_every_change_is_a_sentence_and_what_stayed_says_nothing() -> None:
    systems = {one.id: one for one in LOPEZ.systems}
    ties = {one.id: one for one in LOPEZ.ties}
    after = replace(
        LOPEZ,
        systems=(
            replace(systems["choir"], detail="St Anne"),
            systems["school"],
            systems["benefit"],
            systems["gp"],
            systems["landlord"],
            System("job", "work", "Bakery", "nights"),
        ),
        ties=(
            ties["1"],
            replace(ties["2"], strength="strong", energy="both"),
            replace(ties["3"], stressful=False, strength="none"),
            replace(ties["4"], energy="from"),
            replace(ties["6"], strength="ordinary", stressful=True),
            Tie("9", "job", "ordinary"),
        ),
    )
    assert [(one.system, one.kinds, one.words) for one in compare(LOPEZ, after)] == [
        ("choir", ("detail",), "Choir: it now says “St Anne”."),
        ("school", ("stronger", "energy"), f"School: closer: was weak, is strong; {HELP}."),
        ("benefit", ("energy",), "Benefit office: help: was “the household gives”, is “the household receives”."),
        ("gp", ("known", "stress"), "GP <surgery> & co: was not asked yet, is ordinary; it has become stressful."),
        ("landlord", ("weaker", "relief"), f"Landlord: further away: was weak, is known, not connected; {RELIEF}."),
        ("job", ("new",), "Bakery is new: ordinary."),
        ("neighbour", ("gone",), "Neighbour is no longer there; it was known, not connected."),
    ]  # fmt: skip
    assert compare(LOPEZ, LOPEZ) == []
