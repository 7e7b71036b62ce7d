"""Notation: which sign stands for what. A profile is data, so that an agency's house style is a choice and not code.

Where the sources contradict each other (McGoldrick, Gerson and Petry 2020; the UK Department of Health's assessment
framework; the clinical pedigree of the National Society of Genetic Counselors 2022), the profile decides. Two things
are the same in all of them: a non-binary person is a dome, because the diamond also means "unknown" and "pet"; and
kinship care and guardianship, for which no source has a sign, are a dash-dot line with a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _

from alongside.ground.familymap.model import Gender, LinkKind, Person, UnionKind

Shape = Literal["square", "circle", "dome", "hexagon", "diamond", "triangle"]
Dash = Literal["solid", "dashed", "dotted", "dashdot"]
Drawn = Literal["line", "pair", "brackets"]

DASHES: Mapping[Dash, str] = {"solid": "", "dashed": "7 5", "dotted": "1.6 4.4", "dashdot": "9 4 1.6 4"}
"""Lengths of ink and gap in px, as ``stroke-dasharray`` takes them."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One way to draw: shapes by gender, line styles by kind, and what is marked how."""

    key: str
    shapes: Mapping[Gender, Shape]
    unions: Mapping[UnionKind, Dash]
    links: Mapping[LinkKind, Dash]
    adopted: Drawn = "line"
    dead: Literal["cross", "corner", "slash"] = "cross"
    loss: Literal["triangle", "cross"] = "triangle"
    inside: Literal["age", "born"] = "age"


SHAPES: Mapping[Gender, Shape] = {"m": "square", "f": "circle", "nb": "dome", "u": "hexagon"}
LINKS: Mapping[LinkKind, Dash] = {
    "birth": "solid",
    "adopted": "dashed",
    "foster": "dotted",
    "guardian": "dashdot",
    "kinship": "dashdot",
}

UK = Profile(
    key="uk",
    shapes=SHAPES,
    unions={"marriage": "solid", "cohabiting": "solid", "liaison": "dashed", "other": "solid"},
    links=LINKS,
    loss="cross",
)
GENTLE = replace(UK, key="gentle", dead="corner")
MCGOLDRICK = Profile(
    key="mcgoldrick",
    shapes=SHAPES,
    unions={"marriage": "solid", "cohabiting": "dashed", "liaison": "dotted", "other": "solid"},
    links=LINKS,
    adopted="pair",
)
CLINICAL = Profile(
    key="clinical",
    shapes=SHAPES,
    unions={"marriage": "solid", "cohabiting": "solid", "liaison": "dashed", "other": "solid"},
    links=LINKS,
    adopted="brackets",
    dead="slash",
    inside="born",
)
PROFILES: Mapping[str, Profile] = {one.key: one for one in (UK, GENTLE, MCGOLDRICK, CLINICAL)}


def profile_words(key: str) -> str:
    """What a profile is called where somebody chooses it."""
    return {
        "uk": _("United Kingdom, statutory"),
        "gentle": _("United Kingdom, with a small mark for who has died"),
        "mcgoldrick": _("McGoldrick, Gerson and Petry 2020"),
        "clinical": _("Clinical pedigree 2022"),
    }[key]


def shown_gender(person: Person) -> Gender:
    """The gender that the shape follows: the one lived; where that is not recorded, the sex at birth."""
    if person.gender != "u":
        return person.gender
    return person.sex if person.sex in ("m", "f") else "u"


def shape_of(person: Person, profile: Profile) -> Shape:
    """The outer shape of somebody's symbol."""
    if person.being == "pet":
        return "diamond"
    if person.being in ("pregnancy", "miscarriage", "abortion"):
        return "triangle"
    return profile.shapes[shown_gender(person)]


def is_trans(person: Person) -> bool:
    """Whether the lived gender and the sex at birth are both recorded, and differ."""
    return person.sex in ("m", "f") and person.gender in ("m", "f") and person.sex != person.gender


def is_dead(person: Person) -> bool:
    """Whether somebody born has died."""
    return (person.dead or person.died is not None) and person.being in ("person", "pet")


MARKS: Mapping[str, str] = {
    "illness": "left",
    "physical_illness": "left",
    "mental_illness": "left",
    "substance_misuse": "bottom",
    "alcohol_misuse": "bottom",
    "drug_misuse": "bottom",
}
"""Which half of a symbol a mark of health fills. ``_suspected`` hatches it, ``_recovery`` fills half of the half."""
LETTERS: Mapping[str, str] = {"smoker": "S", "obesity": "O", "language": "L"}


def mark_parts(mark: str) -> tuple[str, str] | None:
    """The half that a mark fills and how (``filled``, ``suspected``, ``recovery``); None for a mark without a half."""
    for ending in ("suspected", "recovery"):
        base = mark.removesuffix(f"_{ending}")
        if base != mark and base in MARKS:
            return MARKS[base], ending
    return (MARKS[mark], "filled") if mark in MARKS else None


def sign_words(key: str) -> str:
    """What the legend says of a sign. Bonds have keys ``bond-``, links ``link-``, marks of health ``mark-``."""
    return SIGNS_SAID[key]()


SIGNS_SAID: Mapping[str, Callable[[], str]] = {
    "square": lambda: _("man or boy"),
    "circle": lambda: _("woman or girl"),
    "dome": lambda: _("non-binary person"),
    "hexagon": lambda: _("gender not recorded"),
    "diamond": lambda: _("pet"),
    "pregnancy": lambda: _("pregnancy"),
    "miscarriage": lambda: _("miscarriage"),
    "abortion": lambda: _("abortion"),
    "stillbirth": lambda: _("stillborn child"),
    "birth-sex": lambda: _("inner shape: sex at birth"),
    "index": lambda: _("double outline: whose drawing"),
    "unknown-parent": lambda: _("parent not known"),
    "dead-cross": lambda: _("cross: has died"),
    "dead-corner": lambda: _("small cross at the corner: has died"),
    "dead-slash": lambda: _("stroke: has died"),
    "age": lambda: _("number inside: age"),
    "age-at-death": lambda: _("number inside, who has died: age then"),
    "born-year": lambda: _("number inside: born"),
    "doubted": lambda: _("sources contradict each other"),
    "union-marriage": lambda: _("m: married"),
    "union-cohabiting": lambda: _("LT: living together"),
    "union-liaison": lambda: _("passing relationship"),
    "union-other": lambda: _("couple or parents, kind not recorded"),
    "end-separated": lambda: _("one stroke, s: apart"),
    "end-divorced": lambda: _("two strokes, d: divorced"),
    "consanguine": lambda: _("double line: related by blood"),
    "link-birth": lambda: _("child by birth"),
    "link-adopted": lambda: _("A: adopted child"),
    "link-foster": lambda: _("F: foster child"),
    "link-guardian": lambda: _("child with a guardian"),
    "link-kinship": lambda: _("child with relatives"),
    "twins": lambda: _("twins"),
    "twins-identical": lambda: _("identical twins"),
    "household": lambda: _("broken outline: lives together"),
    "placement": lambda: _("dotted outline: placement"),
    "mark-left-filled": lambda: _("left half: illness"),
    "mark-left-suspected": lambda: _("left half hatched: suspected"),
    "mark-left-recovery": lambda: _("upper quarter: illness, recovering"),
    "mark-bottom-filled": lambda: _("lower half: alcohol or drugs"),
    "mark-bottom-suspected": lambda: _("lower half hatched: suspected"),
    "mark-bottom-recovery": lambda: _("lower quarter: alcohol or drugs, past"),
    "mark-smoker": lambda: _("S: smokes"),
    "mark-obesity": lambda: _("O: very overweight"),
    "mark-language": lambda: _("L: language or communication"),
    "mark-other": lambda: _("plus: health, see the list"),
    "bond-close": lambda: _("close"),
    "bond-fused": lambda: _("very close, fused"),
    "bond-distant": lambda: _("distant"),
    "bond-conflict": lambda: _("conflict"),
    "bond-hostile": lambda: _("hostile"),
    "bond-cutoff": lambda: _("contact broken off"),
    "bond-violence": lambda: _("violence, towards the arrow"),
    "bond-physical_abuse": lambda: _("physical abuse, towards the arrow"),
    "bond-sexual_abuse": lambda: _("sexual abuse, towards the arrow"),
    "bond-emotional_abuse": lambda: _("emotional abuse, towards the arrow"),
    "bond-caretaker": lambda: _("takes care of, towards the arrow"),
    "bond-focused": lambda: _("focused on, towards the arrow"),
    "bond-listed": lambda: _("number: see the list below"),
}
