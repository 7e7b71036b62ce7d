"""Layouts by hand: people put in rows as told, with plain lines; enough to draw small families without laying out."""

from __future__ import annotations

from alongside.ground.familymap.layout import LABEL_LINE, Box, Layout, Line, Place
from alongside.ground.familymap.metrics import break_label
from alongside.ground.familymap.model import Bond, Family, Household, Link, Person, Stay, Union, When

ACROSS, DOWN = 112.0, 150.0


def stand(family: Family, *rows: str) -> Layout:
    """A layout with people where ``rows`` name them; ``-`` leaves a place free."""
    people = {one.id: one for one in family.people}
    places = {}
    for row, told in enumerate(rows):
        for column, person in enumerate(told.split()):
            if person != "-":
                x, y = 90 + ACROSS * column, 60 + DOWN * row
                words, width = break_label(people[person])
                label = Box(x - width / 2, y + 26, x + width / 2, y + 26 + LABEL_LINE * len(words))
                places[person] = Place(person, row, column, x, y, label, words)
    lines = [line for union in family.unions for line in lines_of(family, union, places)]
    right = max(place.x for place in places.values()) + 90
    return Layout(tuple(places.values()), tuple(lines), right, 60 + DOWN * len(rows) - 20)


def lines_of(family: Family, union: Union, places: dict[str, Place]) -> list[Line]:
    """A straight bar, a stem from its middle, a bar of siblings, a line to each child."""
    ends = sorted((places[one] for one in union.partners), key=lambda one: one.x)
    lines = []
    children = [link for link in family.links if link.union == union.id]
    if len(ends) == 2:
        y = ends[0].y
        lines.append(Line(union.id, "couple", ((ends[0].x + 20, y), (ends[1].x - 20, y))))
        x = (ends[0].x + ends[1].x) / 2
    elif ends:
        x, y = ends[0].x + 56, ends[0].y
        lines.append(Line(union.id, "couple", ((ends[0].x + 20, y), (x, y))))
    else:
        x = sum(places[one.child].x for one in children) / len(children)
        y = min(places[one.child].y for one in children) - 80
    if children:
        bar = min(places[one.child].y for one in children) - 48
        xs = sorted([x, *(places[one.child].x for one in children)])
        lines.append(Line(union.id, "stem", ((x, y), (x, bar))))
        if xs[-1] > xs[0]:
            lines.append(Line(union.id, "sib", ((xs[0], bar), (xs[-1], bar))))
        for link in children:
            child = places[link.child]
            lines.append(Line(union.id, "child", ((child.x, bar), (child.x, child.y - 20)), link.child, link.kind))
    return lines


def quay_row() -> tuple[Family, Layout]:
    """Marta López and her family: what the picture of the design shows."""
    family = Family(
        index=("marta",),
        as_at=When(2026, 11, 24),
        people=(
            Person("julio", "Julio Vega", "m", "m", When(1954), When(2019)),
            Person("rosario", "Rosario", "f", "f", When(1959)),
            Person("esteban", "Esteban", "m", "m", When(1987)),
            Person("luis", "Luis Prado", "m", "m", When(1988), marks=("substance_misuse_recovery",)),
            Person("marta", "Marta", "f", "f", When(1992), marks=("illness_suspected",)),
            Person("andres", "Andrés", "m", "m", When(1989), marks=("alcohol_misuse", "smoker")),
            Person("dani", "Dani", "u", "nb", When(2011)),
            Person("ines", "Inés", "f", "f", When(2017), marks=("asthma",)),
            Person("tomas", "Tomás", "m", "m", When(2022)),
        ),
        unions=(
            Union("old", ("julio", "rosario"), "marriage", When(1980), When(2019), "died"),
            Union("first", ("luis", "marta"), "cohabiting", When(2009), When(2013), "separated"),
            Union("now", ("marta", "andres"), "marriage", When(2016), When(2025), "separated"),
        ),
        links=(
            Link("esteban", "old"),
            Link("marta", "old"),
            Link("dani", "first"),
            Link("ines", "now"),
            Link("tomas", "now"),
        ),
        households=(
            Household("quay", "14 Quay Row", tuple(Stay(one) for one in ("rosario", "marta", "dani", "ines", "tomas"))),
        ),
        bonds=(
            Bond("b1", "dani", "rosario", "close", author="Dele Akande"),
            Bond("b2", "marta", "andres", "conflict", author="Dele Akande"),
        ),
    )
    rows = ("- - julio rosario", "esteban luis - marta - andres", "- - dani - ines tomas")
    return family, stand(family, *rows)
