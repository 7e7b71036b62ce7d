"""Worlds around households: invented ones, and any that a seed makes."""

from __future__ import annotations

import random
from typing import get_args

from alongside.ground.familymap.ecomap.model import Ecomap, Energy, RatedBy, Strength, System, SystemKind, Tie
from alongside.ground.familymap.model import When

LOPEZ = Ecomap(
    "Household",
    "five people",
    (
        System("choir", "faith", "Choir", "St Brigid"),
        System("school", "school", "School", "Ms Obi"),
        System("landlord", "housing", "Landlord", "Mr Petrov"),
        System("benefit", "money", "Benefit office", "11 weeks"),
        System("gp", "health", "GP <surgery> & co"),
        System("neighbour", "friends", "Neighbour"),
    ),
    (
        Tie("1", "choir", "strong", energy="both", words="They carry us."),
        Tie("2", "school", "weak", energy="from"),
        Tie("3", "landlord", "weak", stressful=True),
        Tie("4", "benefit", "ordinary", stressful=True, energy="to", said_on=When(2026, 3)),
        Tie("5", "benefit", "weak", energy="none", rated_by="worker"),
        Tie("6", "gp", "unknown"),
        Tie("7", "neighbour", "none"),
    ),
)


def any_world(count: int, seed: int = 1) -> Ecomap:
    """A world with ``count`` systems of every kind, some with long names, some rated by two."""
    dice = random.Random(seed)  # noqa: S311 - a world to draw, no secret
    words = ["Community", "Mental", "Health", "and", "Wellbeing", "Service", "of", "the", "North", "District"]
    systems: list[System] = []
    ties: list[Tie] = []
    for number in range(count):
        label = " ".join(dice.sample(words, dice.choice((1, 1, 2, 2, 4, 10))))
        detail = dice.choice(("", "Ms Obi", "every second Thursday with an interpreter"))
        systems.append(System(f"s{number}", dice.choice(get_args(SystemKind)), label, detail))
        for rater in dice.choice((("person",), ("worker",), ("person", "worker"), ())):
            strength: Strength = dice.choice(get_args(Strength))
            energy: Energy = dice.choice(get_args(Energy))
            rated_by: RatedBy = "person" if rater == "person" else "worker"
            ties.append(Tie(f"t{len(ties)}", f"s{number}", strength, dice.random() < 0.3, energy, rated_by))
    return Ecomap("Household", "five people", tuple(systems), tuple(ties))
