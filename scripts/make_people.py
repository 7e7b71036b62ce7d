"""Write a made-up people file for ``alongside import people``: always the same for the same number and seed.

    python scripts/make_people.py 100000 people.csv --seed 7

Households of one to five, every third with a case, some of them closed; names of several languages.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from alongside.oversight.imports.rules.columns import PEOPLE


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


COLUMNS = [name for name in PEOPLE if name != "full_name"]
HEADS = words("an el mar jo ka so le ri da no ya ta sa mi lu fa ro be ha ne ze pa vi gu ol ir ed cla the mo")
MIDS = words("l m r n v d t s li mi ra na ve do ti si lo ma ri ne va de tu se la mu ro ni vo")
TAILS = words("a o e ia an en in ah ek us y ita ela or as is ine ette ano ul")
LASTS = words("son ez ov ski dottir wala poulos ian ic sen berg mann feld ford ley ton stein nath puri ngo wu")
STREETS = ("Quay Row", "Mill Lane", "Harbour Street", "Station Road", "Abbey Walk", "Weavers Close")
LANGUAGES = ("English", "Spanish", "Somali", "Arabic; English", "Polish", "Ukrainian", "Portuguese")
KIN = ("partner", "child", "child", "sibling", "parent")
TODAY = date(2026, 11, 1)


def given(chance: random.Random) -> str:
    """A given name that nobody has thought of."""
    return f"{chance.choice(HEADS)}{chance.choice(MIDS)}{chance.choice(TAILS)}".capitalize()


def family(chance: random.Random) -> str:
    """A family name, likewise."""
    return f"{chance.choice(HEADS)}{chance.choice(MIDS)}{chance.choice(TAILS)}{chance.choice(LASTS)}".capitalize()


def born(chance: random.Random) -> str:
    """A date of birth as lists have it: mostly a day, sometimes a month, a year or a guess."""
    day = TODAY - timedelta(days=chance.randrange(1, 90 * 365))
    return chance.choices([day.isoformat(), f"{day:%B %Y}", str(day.year), f"about {day.year}", ""], [88, 3, 4, 3, 2])[
        0
    ]


def people(count: int, seed: int, programme: str) -> Iterator[dict[str, str]]:
    """``count`` rows, household by household."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, the same each time
    number = household = 0
    while number < count:
        household += 1
        name, size = family(chance), min(chance.choice((1, 1, 1, 2, 3, 4, 5)), count - number)
        address = f"{chance.randrange(1, 200)} {chance.choice(STREETS)}"
        opened = TODAY - timedelta(days=chance.randrange(30, 2500))
        with_case, closed = household % 3 == 0, household % 6 == 0
        for member in range(size):
            number += 1
            head = member == 0
            yield {
                "id": f"P{number}",
                "given_name": given(chance),
                "family_name": name,
                "birth_date": born(chance),
                "sex": chance.choice("fmxu"),
                "phone": f"08{chance.randrange(10**8):08d}" if head or chance.random() < 0.2 else "",
                "email": f"p{number}@example.org" if chance.random() < 0.3 else "",
                "address": address if head else "",
                "language": chance.choice(LANGUAGES),
                "household_id": f"H{household}" if size > 1 else "",
                "relation_to_head": ("head" if head else chance.choice(KIN)) if size > 1 else "",
                "case_programme": programme if with_case and (head or member == 1) else "",
                "case_opened_on": opened.isoformat() if with_case and (head or member == 1) else "",
                "case_closed_on": min(opened + timedelta(days=chance.randrange(20, 700)), TODAY).isoformat()
                if with_case and closed and (head or member == 1)
                else "",
            }


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Write a made-up people file.")
    parser.add_argument("count", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--programme", default="family")
    options = parser.parse_args()
    with options.path.open("w", encoding="utf-8", newline="") as handle:
        lines = csv.DictWriter(handle, COLUMNS)
        lines.writeheader()
        lines.writerows(people(options.count, options.seed, options.programme))


if __name__ == "__main__":
    main()
