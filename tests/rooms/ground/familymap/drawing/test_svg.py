"""The SVG: its contract, its signs and legend, names of every kind, no trace of who is left out, the same bytes."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from typing import get_args

import pytest

from alongside.ground.familymap.drawing.check import Seen, all_faults, contrast
from alongside.ground.familymap.drawing.legend import signs_of
from alongside.ground.familymap.drawing.notation import PROFILES, SIGNS_SAID, profile_words, sign_words
from alongside.ground.familymap.drawing.options import LAYERS, Options
from alongside.ground.familymap.drawing.svg import Drawing, draw
from alongside.ground.familymap.lint import strays
from alongside.ground.familymap.model import Being, Bond, BondKind, Family, Link, LinkKind, Person, Twins, Union, When
from tests.rooms.ground.familymap.by_hand import quay_row, stand

ALL = Options(layers=frozenset(LAYERS))
LONG = "Wilhelmina Adelgunde Annunziata Featherstonehaugh-Cholmondeley"
NAMES = (
    "<script>alert(1)</script>",
    'R&D "x" \' y',
    LONG,
    "محمد عبد الله",
    "שרה לוי",
    "Zoë\u0308 d\u0323\u0307x",
    "a\x00b\x07c",
)


@pytest.fixture(scope="module")
def quay() -> tuple[Family, Drawing]:
    family, layout = quay_row()
    return family, draw(family, layout, replace(ALL, footer="Recorded until 24 Nov 2026 · printed by Dele Akande"))


def couple(*people: Person, kind: str = "birth", **changes: object) -> tuple[Family, Drawing]:
    """A couple with children, the first two people the couple."""
    union = Union("u", (people[0].id, people[1].id), "marriage", When(1990))
    links = tuple(Link(one.id, "u", kind, When(2001)) for one in people[2:])  # type: ignore[arg-type]
    family = replace(Family(people=people, unions=(union,), links=links, as_at=When(2026, 1)), **changes)  # type: ignore[arg-type]
    rows = " ".join(one.id for one in people[:2]), " ".join(one.id for one in people[2:])
    return family, draw(family, stand(family, *(row for row in rows if row)), ALL)


def parents(*children: Person, kind: str = "birth", **changes: object) -> tuple[Family, Drawing]:
    return couple(Person("pa", "Pa", "m", "m"), Person("ma", "Ma", "f", "f"), *children, kind=kind, **changes)


def test_the_picture_of_the_design_keeps_its_contract(quay: tuple[Family, Drawing]) -> None:
    family, drawing = quay
    assert all_faults(drawing.svg, family) == ()
    assert drawing.svg.startswith("<svg xmlns=")
    for part in ('role="graphics-document"', "data-layout-version=", 'data-relaxed=""', "<title id=", "<desc id="):
        assert part in drawing.svg
    assert 'data-part="symbol"' in drawing.svg
    assert 'data-union="now" data-kind="couple"' in drawing.svg
    assert 'data-child="dani" data-link="birth"' in drawing.svg
    assert 'data-household="quay" data-piece="0"' in drawing.svg
    assert 'data-bond="b2" data-from="marta" data-to="andres" data-kind="conflict"' in drawing.svg
    assert "Recorded until 24 Nov 2026" in drawing.svg


def test_layers_are_off_until_asked_for() -> None:
    family, layout = quay_row()
    plain = draw(family, layout, Options()).svg
    assert 'data-household="quay"' in plain
    assert not re.search("data-bond|mark-|fm-health", plain)
    bare = draw(family, layout, Options(layers=frozenset({"structure"}), legend=False)).svg
    assert not re.search("data-household|data-legend", bare)


def test_a_screen_reader_hears_who_each_person_is(quay: tuple[Family, Drawing]) -> None:
    said = {person: group.attrib["aria-label"] for person, group in Seen(quay[1].svg).people.items()}
    assert said["rosario"] == "Rosario, mother of Marta, female, born 1959, age 67"
    assert said["dani"] == "Dani, child of Marta, non-binary, born 2011, age 15"
    assert said["marta"] == "Marta, the person this drawing is about, female, born 1992, age 34, illness, suspected"
    assert said["julio"] == "Julio Vega, father of Marta, male, born 1954, died 2019, aged 65"


def test_arrow_keys_know_where_to_go(quay: tuple[Family, Drawing]) -> None:
    marta = Seen(quay[1].svg).people["marta"].attrib
    assert marta["data-partner"].split() == ["luis", "andres"]
    assert marta["data-parents"].split() == ["julio", "rosario"]
    assert marta["data-children"].split() == ["dani", "ines", "tomas"]
    assert marta["data-siblings"] == "esteban"


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_kind_are_words_and_never_markup(name: str) -> None:
    family, drawing = parents(Person("kid", name, "f", "f", When(2010)), households=(), index=("kid",))
    assert all_faults(drawing.svg, family) == ()
    assert "<script" not in drawing.svg
    label = "".join(one.text or "" for one in Seen(drawing.svg).people["kid"][1])
    clean = re.sub("[\x00-\x08]", "", name)
    assert "".join(label.split()) == "".join(clean.split())


def test_ids_are_escaped_too() -> None:
    family, drawing = parents(Person('"><x', "Kid", born=When(2010)))
    assert all_faults(drawing.svg, family) == ()


def test_whoever_is_left_out_leaves_no_trace() -> None:
    """G26: the drawing without Andrés holds neither his name nor his id, in no attribute, title or legend."""
    family, _layout = quay_row()
    less = replace(
        family,
        people=tuple(one for one in family.people if one.id != "andres"),
        unions=tuple(replace(one, partners=tuple(p for p in one.partners if p != "andres")) for one in family.unions),
        bonds=family.bonds[:1],
    )
    rows = ("- - julio rosario", "esteban luis - marta", "- - dani - ines tomas")
    with_him = draw(family, quay_row()[1], ALL).svg
    without = draw(less, stand(less, *rows), ALL)
    assert "Andrés" in with_him
    assert "andres" in with_him
    assert not re.search("andr[eé]s", without.svg, re.IGNORECASE)
    assert 'data-unknown="now"' in without.svg
    assert all_faults(without.svg, less) == ()


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("kind", get_args(LinkKind))
def test_every_link_is_drawn_in_every_profile_and_explained(profile: str, kind: LinkKind) -> None:
    kids = Person("kid", "Kid", "f", "f", When(1999)), Person("kid2", "Kid Two", "m", "nb", When(2001))
    family, _drawing = parents(*kids, kind=kind)
    drawing = draw(family, stand(family, "pa ma", "kid kid2"), replace(ALL, profile=profile))
    assert all_faults(drawing.svg, family) == ()
    assert f"link-{kind}" in {sign.key for sign in drawing.legend}
    assert profile_words(profile)


@pytest.mark.parametrize("being", get_args(Being))
def test_pregnancies_losses_and_pets_are_drawn(being: Being) -> None:
    for profile in PROFILES:
        family, _drawing = parents(Person("kid", "Kid", "f", "f", When(2020), being=being))
        drawing = draw(family, stand(family, "pa ma", "kid"), replace(ALL, profile=profile))
        assert all_faults(drawing.svg, family) == ()
        assert ({"person": "circle", "pet": "diamond"}.get(being, being)) in {sign.key for sign in drawing.legend}


def test_death_is_a_cross_a_stroke_or_a_small_mark_by_profile() -> None:
    family, _drawing = parents(Person("kid", "Kid", "f", "f", When(1950), dead=True))
    signs = {
        key: {one.key for one in draw(family, stand(family, "pa ma", "kid"), Options(profile=key)).legend}
        for key in PROFILES
    }
    assert {key: next(one for one in found if one.startswith("dead")) for key, found in signs.items()} == {
        "uk": "dead-cross",
        "gentle": "dead-corner",
        "mcgoldrick": "dead-cross",
        "clinical": "dead-slash",
    }


def test_sex_at_birth_is_shown_only_when_asked_for() -> None:
    family, _drawing = parents(Person("kid", "Kid", "f", "m", When(2000)))
    layout = stand(family, "pa ma", "kid")
    assert "birth-sex" not in draw(family, layout, ALL).svg
    shown = draw(family, layout, replace(ALL, birth_sex=True))
    assert "birth-sex" in {sign.key for sign in shown.legend}
    assert all_faults(shown.svg, family) == ()


def test_a_non_binary_person_is_a_dome_and_an_unknown_gender_is_a_question_mark() -> None:
    family, drawing = parents(Person("nb", "Sam", "f", "nb"), Person("u", "Kit"))
    people = Seen(drawing.svg).people
    assert people["nb"][0][0].attrib["data-sign"] == "dome"
    assert people["u"][0][0].attrib["data-sign"] == "hexagon"
    assert [one.text for one in people["u"][0] if one.text] == ["?"]
    assert all_faults(drawing.svg, family) == ()


def test_marks_of_health_are_halves_hatches_and_letters() -> None:
    marks = ("illness", "mental_illness_suspected", "drug_misuse_recovery", "smoker", "language", "asthma")
    kids = tuple(Person(f"kid{number}", "Kid", "f", "f", marks=(mark,)) for number, mark in enumerate(marks))
    family, drawing = parents(*kids)
    assert all_faults(drawing.svg, family) == ()
    assert {sign.key for sign in drawing.legend if sign.key.startswith("mark")} == {
        "mark-left-filled",
        "mark-left-suspected",
        "mark-bottom-recovery",
        "mark-smoker",
        "mark-language",
        "mark-other",
    }


def test_twins_and_their_bar() -> None:
    kids = Person("a", "A", "f", "f", When(2000)), Person("b", "B", "f", "f", When(2000))
    for identical in (True, False):
        family, drawing = parents(*kids, twins=(Twins(("a", "b"), identical),))
        assert all_faults(drawing.svg, family) == ()
        assert ("twins-identical" if identical else "twins") in {sign.key for sign in drawing.legend}


def test_every_kind_of_bond_is_drawn_and_explained() -> None:
    for kind in get_args(BondKind):
        family, drawing = parents(Person("kid", "Kid"), bonds=(Bond("b", "pa", "kid", kind),))
        assert all_faults(drawing.svg, family) == ()
        assert {f"bond-{kind}"} <= {sign.key for sign in drawing.legend}


def test_a_bond_without_a_way_is_numbered_and_listed() -> None:
    people = tuple(Person(f"p{number}", "Name with words", "f", "f") for number in range(25))
    family = Family(people=people, bonds=(Bond("b", "p6", "p18", "close"), Bond("self", "p1", "p1", "distant")))
    layout = stand(family, *(" ".join(f"p{5 * row + column}" for column in range(5)) for row in range(5)))
    drawing = draw(family, layout, ALL)
    assert "self" in {one.bond for one in drawing.listed}
    assert all(f'data-bond-listed="{one.bond}"' in drawing.svg for one in drawing.listed)
    assert all(one.words in drawing.svg for one in drawing.listed)
    assert all_faults(drawing.svg, family) == ()


def test_people_whose_sources_contradict_each_other_are_flagged() -> None:
    family, drawing = parents(Person("kid", "Kid", doubted=True))
    assert "doubted" in {sign.key for sign in drawing.legend}
    assert "sources contradict" in Seen(drawing.svg).people["kid"].attrib["aria-label"]
    assert all_faults(drawing.svg, family) == ()


def test_every_sign_has_words_and_the_legend_says_them(quay: tuple[Family, Drawing]) -> None:
    said = {sign_words(key) for key in SIGNS_SAID}
    assert all(said)
    assert len(said) == len(SIGNS_SAID)
    drawing = quay[1]
    assert all(sign.words in drawing.svg for sign in drawing.legend)
    assert signs_of({"square"})[0].words == "man or boy"


def test_a_fault_is_seen_where_there_is_one(quay: tuple[Family, Drawing]) -> None:
    """The checks can fail: each of these drawings is broken in one way."""
    family, drawing = quay
    svg = drawing.svg
    broken = {
        "G1": svg.replace('data-person="luis"', 'data-person="nobody"'),
        "G2": svg.replace('data-child="dani"', 'data-child="ines"'),
        "G12": re.sub(r'd="[^"]*"([^>]*data-household=)', r'd="M0 0L9 0L9 9Z"\1', svg),
        "G13": svg.replace('data-from="marta"', 'data-from="luis"'),
        "G20": svg.replace('tabindex="0"', 'tabindex="3"'),
        "G22": svg.replace("#4f5d5a", "#b4bdb9"),
        "G23": svg.replace('fill="none"', 'style="fill:none"'),
        "G24": svg.replace('data-legend-sign="dome"', 'data-legend-sign="pet"'),
    }
    for rule, text in broken.items():
        assert rule in {one.split(" ")[0] for one in all_faults(text, family)}, rule
    assert strays(svg) == ()
    assert round(contrast("#ffffff", "#000000")) == 21


def test_the_same_family_gives_the_same_bytes_whatever_the_seed() -> None:
    code = (
        "from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "import hashlib\n"
        "from alongside.ground.familymap.drawing.svg import draw\n"
        "from alongside.ground.familymap.drawing.options import LAYERS, Options\n"
        "from tests.rooms.ground.familymap.by_hand import quay_row\n"
        "print(hashlib.sha256(draw(*quay_row(), Options(layers=frozenset(LAYERS))).svg.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(digests) == 1
