"""How people are related, in words: near and far, whole and half, by care and by marriage, by gender."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.drawing.kinwords import blood_word
from alongside.ground.familymap.drawing.relations import Kin, kin_of
from alongside.ground.familymap.model import Family, Link, Person, Twins, Union
from tests.rooms.ground.familymap.by_hand import quay_row


def family(people: str, unions: str, links: str, twins: tuple[Twins, ...] = ()) -> Kin:
    """``people`` as ``id:gender``, ``unions`` as ``id=a+b/kind/end``, ``links`` as ``child<union/kind``."""
    made = [Person(one.split(":")[0], one.split(":")[0], gender=one.split(":")[1]) for one in people.split()]  # type: ignore[arg-type]
    pairs = []
    for one in unions.split():
        name, _equals, rest = one.partition("=")
        partners, kind, end = [*rest.split("/"), "marriage", ""][:3] if "/" in rest else (rest, "marriage", "")
        pairs.append(Union(name, tuple(partners.split("+")), kind, end=end))  # type: ignore[arg-type]
    tied = []
    for one in links.split():
        child, _less, rest = one.partition("<")
        union, _slash, kind = rest.partition("/")
        tied.append(Link(child, union, kind or "birth"))  # type: ignore[arg-type]
    return kin_of(Family(people=tuple(made), unions=tuple(pairs), links=tuple(tied), twins=twins))


@pytest.fixture(scope="module")
def clan() -> Kin:
    return family(
        "opa:m oma:f pa:m ma:f aunt:f x:nb me:f bro:m half:f new:f step:m uncle:m cousin:u kid:m niece:f carer:f pet:u",
        "old=opa+oma home=pa+ma second=pa+new before=new far=aunt+uncle mine=me+x/cohabiting foster=carer hers=bro",
        "pa<old aunt<old me<home bro<home half<second step<before cousin<far kid<mine niece<hers kid<foster/foster",
    )


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ("ma", "mother"),
        ("pa", "father"),
        ("opa", "grandfather"),
        ("bro", "brother"),
        ("half", "half-sister"),
        ("new", "stepmother"),
        ("step", "stepbrother"),
        ("aunt", "aunt"),
        ("uncle", "husband of aunt"),
        ("cousin", "first cousin"),
        ("kid", "son"),
        ("niece", "niece"),
        ("x", "partner"),
        ("carer", "foster mother of son"),
        ("pet", ""),
        ("me", ""),
    ],
)
def test_everybody_is_somebody_to_me(clan: Kin, other: str, word: str) -> None:
    assert clan.word(other, "me") == word


def test_the_same_tie_has_its_word_from_the_other_end(clan: Kin) -> None:
    assert [clan.word("me", one) for one in ("ma", "bro", "half", "aunt", "kid", "x")] == [
        "daughter",
        "sister",
        "half-sister",
        "niece",
        "mother",
        "partner",
    ]


def test_without_a_mans_or_a_womans_gender_the_word_has_none() -> None:
    kin = family("a:nb b:u c:nb d:nb", "u=a+b v=c", "c<u d<v")
    assert [kin.word("a", "c"), kin.word("d", "c"), kin.word("a", "d"), kin.word("b", "a")] == [
        "parent",
        "child",
        "grandparent",
        "spouse",
    ]


def test_siblings_of_one_union_are_whole_even_where_their_parents_are_unknown() -> None:
    kin = family("a:m b:f c:f", "u= v=c", "a<u b<u").word("b", "a")
    assert kin == "sister"
    twins = family("a:m b:f", "u=", "a<u b<u", (Twins(("a", "b")),))
    assert twins.word("b", "a") == "twin sister"


def test_care_is_told_from_birth() -> None:
    kin = family("a:f b:m c:f d:m", "u=a v=b+c", "d<u d<v/adopted")
    assert [kin.word("a", "d"), kin.word("b", "d"), kin.word("d", "c")] == [
        "mother",
        "adoptive father",
        "adopted son",
    ]


def test_degrees_of_blood() -> None:
    assert [blood_word(*steps, "f") for steps in ((3, 0), (0, 3), (3, 1), (1, 3), (3, 3), (2, 4), (2, 5), (5, 5))] == [
        "great-grandmother",
        "great-granddaughter",
        "great-aunt",
        "great-niece",
        "second cousin",
        "first cousin twice removed",
        "first cousin 3 times removed",
        "distant cousin",
    ]


def test_who_married_and_who_parted() -> None:
    kin = kin_of(quay_row()[0])
    assert [kin.word(one, "marta") for one in ("luis", "andres", "dani", "julio")] == [
        "former partner",
        "separated husband",
        "child",
        "father",
    ]


def test_a_couple_of_one_blood_is_known() -> None:
    kin = family("g:f h:m a:f b:m c:f d:m", "u=g+h v=a+b w=c+d", "a<u d<u c<v")
    assert kin.share_ancestor("c", "d")
    assert not kin.share_ancestor("a", "b")
