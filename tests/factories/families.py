"""Families to draw: invented ones that a drawing has to master, one from history, and any number of random ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from alongside.ground.familymap.model import (
    Being,
    Bond,
    BondKind,
    Family,
    Gender,
    Household,
    Link,
    LinkKind,
    Person,
    Sex,
    Stay,
    Twins,
    Union,
    UnionEnd,
    UnionKind,
    When,
)

LIVED: dict[str, tuple[Sex, Gender]] = {"m": ("m", "m"), "f": ("f", "f"), "u": ("u", "u"), "nb": ("x", "nb")}


def when(year: int | str | None) -> When | None:
    """A day from ``1984``, ``"1984-03"`` or ``"1984-03-09"``."""
    if year is None:
        return None
    known = [*(int(part) for part in str(year).split("-")), 0, 0]
    return When(known[0], known[1], known[2])


@dataclass
class Telling:
    """A family as one would tell it, sentence by sentence; ``family()`` is what the drawing takes."""

    index: tuple[str, ...] = ()
    as_at: When | None = field(default_factory=lambda: When(2026, 1, 31))
    people: list[Person] = field(default_factory=list)
    unions: list[Union] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    births: list[Twins] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)

    def who(self, *told: str, being: Being = "person", marks: tuple[str, ...] = ()) -> None:
        """People, each told as ``id sex years name``; years are ``1950``, ``1950-2001``, ``1950-?`` (dead) or ``?``."""
        for words in told:
            name, sex, years, called = words.split(" ", 3)
            born, _, died = years.partition("-")
            self.people.append(
                Person(
                    name,
                    called,
                    *LIVED[sex],
                    born=None if born == "?" else when(born),
                    died=when(died) if died and died != "?" else None,
                    dead=bool(died),
                    being=being,
                    marks=marks,
                )
            )

    def couple(
        self,
        name: str,
        *partners: str,
        kind: UnionKind = "marriage",
        since: int | None = None,
        until: int | None = None,
        end: UnionEnd = "",
    ) -> None:
        """Two partners, one beside somebody unknown, or nobody known."""
        self.unions.append(Union(name, partners, kind, when(since), when(until), end))

    def children(self, union: str, *people: str, kind: LinkKind = "birth", since: int | None = None) -> None:
        """Whom the partners of a union are parents, carers or guardians of."""
        self.links.extend(Link(child, union, kind, when(since)) for child in people)

    def twins(self, *people: str, identical: bool = False) -> None:
        """Children of one birth."""
        self.births.append(Twins(people, identical))

    def home(self, name: str, label: str, *people: str, placement: bool = False, since: int | None = None) -> None:
        """Who lives together."""
        stays = tuple(Stay(person, when(since)) for person in people)
        self.households.append(Household(name, label, stays, "placement" if placement else "home"))

    def bond(self, kind: BondKind, origin: str, target: str, author: str = "Dele Akande") -> None:
        """How somebody says two people stand to each other."""
        self.bonds.append(
            Bond(f"bond{len(self.bonds) + 1}", origin, target, kind, author=author, said_on=When(2025, 11, 4))
        )

    def family(self) -> Family:
        """What the drawing takes."""
        return Family(
            self.index,
            self.as_at,
            tuple(self.people),
            tuple(self.unions),
            tuple(self.links),
            tuple(self.births),
            tuple(self.households),
            tuple(self.bonds),
        )


def foster() -> Family:
    """A foster placement; a mother whose children have three fathers, one of them violent."""
    t = Telling(("tyler",))
    t.who("sandra f 1962 Sandra Pike", "keith m 1959-2016 Keith Marsh", "bill m 1957 Bill Pike")
    t.who("kelly f 1988 Kelly Marsh", "lee m 1985 Lee Marsh", "dean m 1986 Dean Foley", "marcus m 1984 Marcus Webb")
    t.who("craig m 1983 Craig Nolan", "joan f 1955 Joan Nolan", "pat m 1953-2020 Patrick Nolan")
    t.who("jade f 2007 Jade Foley", "tyler m 2010 Tyler Nolan", "lacey f 2012 Lacey Nolan", "bobby m 2017 Bobby Webb")
    t.who("helen f 1972 Helen Archer", "paul m 1970 Paul Archer", "sam m 2005 Sam Archer")
    t.couple("u-grand", "sandra", "keith", since=1983, until=1995, end="divorced")
    t.couple("u-bill", "sandra", "bill", since=1999)
    t.couple("u-nolan", "joan", "pat", since=1978, until=2020, end="died")
    t.couple("u-dean", "kelly", "dean", kind="liaison", since=2006, until=2008, end="separated")
    t.couple("u-craig", "kelly", "craig", since=2009, until=2014, end="divorced")
    t.couple("u-marcus", "kelly", "marcus", kind="cohabiting", since=2015)
    t.couple("u-archer", "helen", "paul", since=1998)
    t.children("u-grand", "lee", "kelly")
    t.children("u-nolan", "craig")
    t.children("u-dean", "jade")
    t.children("u-craig", "tyler", "lacey")
    t.children("u-marcus", "bobby")
    t.children("u-archer", "sam")
    t.children("u-archer", "tyler", "lacey", kind="foster", since=2019)
    t.home("h-archer", "Archer, foster home", "helen", "paul", "sam", "tyler", "lacey", placement=True, since=2019)
    t.home("h-webb", "Webb and Marsh", "kelly", "marcus", "bobby")
    t.home("h-pike", "Pike", "sandra", "bill", "jade")
    t.bond("violence", "craig", "kelly")
    t.bond("physical_abuse", "craig", "tyler")
    t.bond("close", "tyler", "lacey")
    t.bond("cutoff", "kelly", "sandra")
    t.bond("close", "helen", "lacey")
    return t.family()


def adoption() -> Family:
    """Twins adopted by their aunt and her wife."""
    t = Telling(("alva", "elsa"))
    t.who("birgit f 1953 Birgit Lind", "sven m 1950-2014 Sven Lind", "ulla f 1956 Ulla Berg", "karl m 1952 Karl Berg")
    t.who("marta f 1980 Marta Lind", "nina f 1985 Nina Lind", "olof m 1988 Olof Lind", "eva f 1982 Eva Berg")
    t.who("jonas m 1983 Jonas Ek", "anna f 1979 Anna Berg", "alva f 2015 Alva Lind", "elsa f 2015 Elsa Lind")
    t.who("hugo m 2012 Hugo Berg Lind", "sara f 1990 Sara Holm", "milo m 2020 Milo Lind")
    t.couple("u-lind", "sven", "birgit", since=1976, until=2014, end="died")
    t.couple("u-berg", "karl", "ulla", since=1977)
    t.couple("u-wives", "marta", "eva", since=2010)
    t.couple("u-nina", "nina", "jonas", kind="liaison", since=2014, until=2015, end="separated")
    t.couple("u-olof", "olof", "sara", kind="cohabiting", since=2018)
    t.children("u-lind", "marta", "nina", "olof")
    t.children("u-berg", "anna", "eva")
    t.children("u-nina", "alva", "elsa")
    t.children("u-wives", "hugo")
    t.children("u-wives", "alva", "elsa", kind="adopted", since=2017)
    t.children("u-olof", "milo")
    t.twins("alva", "elsa", identical=True)
    t.home("h-wives", "Lind and Berg", "marta", "eva", "hugo", "alva", "elsa")
    t.bond("close", "marta", "alva")
    t.bond("distant", "nina", "marta")
    t.bond("caretaker", "ulla", "hugo")
    return t.family()


def cousins() -> Family:
    """First cousins who married, four generations in a joint household."""
    t = Telling(("imran",))
    t.who("rahim m 1935-2011 Abdul Rahim", "fatima f 1940 Fatima Bibi")
    t.who("yusuf m 1960 Yusuf Rahim", "nasreen f 1963 Nasreen Akhtar", "khalid m 1963 Khalid Rahim")
    t.who("shabana f 1966 Shabana Parveen", "zainab f 1968 Zainab Rahim", "tariq m 1964 Tariq Mahmood")
    t.who("imran m 1988 Imran Yusuf", "bilal m 1991 Bilal Yusuf", "sana f 1990 Sana Khalid", "hira f 1993 Hira Khalid")
    t.who("omar m 1995 Omar Khalid", "adeel m 1994 Adeel Tariq", "maryam f 2013 Maryam Imran", "ali m 2015 Ali Imran")
    t.who("zoya f 2019 Zoya Imran")
    t.couple("u-old", "rahim", "fatima", since=1958, until=2011, end="died")
    t.couple("u-yusuf", "yusuf", "nasreen", since=1986)
    t.couple("u-khalid", "khalid", "shabana", since=1988)
    t.couple("u-tariq", "tariq", "zainab", since=1992)
    t.couple("u-cousins", "imran", "sana", since=2011)
    t.children("u-old", "yusuf", "khalid", "zainab")
    t.children("u-yusuf", "imran", "bilal")
    t.children("u-khalid", "sana", "hira", "omar")
    t.children("u-tariq", "adeel")
    t.children("u-cousins", "maryam", "ali", "zoya")
    t.home(
        *("h-joint", "Joint household", "fatima", "yusuf", "nasreen", "bilal"),
        *("imran", "sana", "maryam", "ali", "zoya", "khalid", "shabana", "hira", "omar"),
    )
    t.bond("conflict", "nasreen", "shabana")
    t.bond("close", "fatima", "imran")
    return t.family()


def stepfamily() -> Family:
    """A two-sided step-family: both bring children, both former partners live with somebody new."""
    t = Telling(("noah", "lena"))
    t.who(
        "piet m 1950 Piet de Vries",
        "ans f 1952 Ans de Vries",
        "henk m 1948-2019 Henk Bakker",
        "riet f 1951 Riet Bakker",
    )
    t.who(
        "mark m 1978 Mark de Vries",
        "ingrid f 1980 Ingrid Bakker",
        "sofie f 1979 Sofie Jansen",
        "bram m 1977 Bram Visser",
    )
    t.who("tom m 1976 Tom Smit", "lotte f 1985 Lotte Mulder", "joost m 1982 Joost Bakker")
    t.who(
        "noah m 2005 Noah de Vries", "emma f 2008 Emma de Vries", "lena f 2006 Lena Visser", "finn m 2009 Finn Visser"
    )
    t.who("saar f 2016 Saar de Vries", "daan m 2015 Daan Smit", "julia f 2014 Julia Visser", "max m 2017 Max Visser")
    t.who("kim nb 2003 Kim Smit")
    t.who("baby u ? Expected in June", being="pregnancy")
    t.couple("u-piet", "piet", "ans", since=1974)
    t.couple("u-henk", "henk", "riet", since=1975, until=2019, end="died")
    t.couple("u-first-m", "mark", "sofie", since=2003, until=2011, end="divorced")
    t.couple("u-first-i", "ingrid", "bram", since=2004, until=2012, end="divorced")
    t.couple("u-now", "mark", "ingrid", since=2014)
    t.couple("u-tom", "sofie", "tom", kind="cohabiting", since=2013)
    t.couple("u-lotte", "bram", "lotte", since=2013)
    t.couple("u-kim", "tom", kind="other")
    t.children("u-piet", "mark")
    t.children("u-henk", "ingrid", "joost")
    t.children("u-first-m", "noah", "emma")
    t.children("u-first-i", "lena", "finn")
    t.children("u-now", "saar", "baby")
    t.children("u-tom", "daan")
    t.children("u-lotte", "julia", "max")
    t.children("u-kim", "kim")
    t.home("h-now", "De Vries and Bakker", "mark", "ingrid", "noah", "emma", "lena", "finn", "saar")
    t.home("h-tom", "Smit", "sofie", "tom", "daan", "kim")
    t.bond("conflict", "noah", "ingrid")
    t.bond("close", "lena", "emma")
    return t.family()


def relatives() -> Family:
    """A child of close relatives: of an uncle and his niece, who grows up with a guardian."""
    t = Telling(("ines",))
    t.who("aurora f 1938-2005 Aurora Prado", "hilario m 1935-1999 Hilario Prado")
    t.who(
        "rosa f 1960 Rosa Prado",
        "julio m 1958 Julio Campos",
        "ramon m 1968 Ramón Prado",
        "dolores f 1963 Dolores Prado",
    )
    t.who("elena f 1984 Elena Campos", "diego m 1987 Diego Campos", "ines f 2003 Inés Prado", "lucia f 2010 Lucía Soto")
    t.who("manuel m 1982 Manuel Soto")
    t.couple("u-old", "hilario", "aurora", since=1957, until=1999, end="died")
    t.couple("u-rosa", "julio", "rosa", since=1982)
    t.couple("u-close", "ramon", "elena", kind="liaison", since=2002, until=2003, end="separated")
    t.couple("u-soto", "manuel", "elena", since=2008)
    t.couple("u-dolores", "dolores", kind="other")
    t.children("u-old", "rosa", "dolores", "ramon")
    t.children("u-rosa", "elena", "diego")
    t.children("u-close", "ines")
    t.children("u-soto", "lucia")
    t.children("u-dolores", "ines", kind="guardian", since=2004)
    t.home("h-dolores", "Prado", "dolores", "ines")
    t.bond("sexual_abuse", "ramon", "elena")
    t.bond("close", "dolores", "ines")
    return t.family()


def bach() -> Family:
    """The Bach family: second cousins who married, twins, two marriages with twenty children."""
    t = Telling(("sebastian",), as_at=None)
    t.who(
        "johannes m 1580-1626 Johannes Bach",
        "christoph m 1613-1661 Christoph Bach",
        "heinrich m 1615-1692 Heinrich Bach",
    )
    t.who("ambrosius m 1645-1695 Johann Ambrosius Bach", "elisabeth f 1644-1694 Elisabeth Lämmerhirt")
    t.who("twin m 1645-1693 Johann Christoph Bach", "michael m 1648-1694 Johann Michael Bach")
    t.who("wedemann f 1650-1704 Catharina Wedemann", "ohrdruf m 1671-1721 Johann Christoph Bach")
    t.who("jacob m 1682-1722 Johann Jacob Bach", "sebastian m 1685-1750 Johann Sebastian Bach")
    t.who("barbara f 1684-1720 Maria Barbara Bach", "magdalena f 1701-1760 Anna Magdalena Wilcke")
    t.who("friedelena f 1675-1729 Friedelena Bach")
    first: tuple[str, ...] = (
        "Catharina Dorothea 1708 1774 f",
        "Wilhelm Friedemann 1710 1784 m",
        "Maria Sophia 1713 1713 f",
    )
    first = (*first, "Johann Christoph 1713 1713 m", "Carl Philipp Emanuel 1714 1788 m")
    first = (*first, "Johann Gottfried Bernhard 1715 1739 m", "Leopold Augustus 1718 1719 m")
    second: tuple[str, ...] = ("Christiana Sophia Henrietta 1723 1726 f", "Gottfried Heinrich 1724 1763 m")
    second = (*second, "Christian Gottlieb 1725 1728 m", "Elisabeth Juliana Friderica 1726 1781 f")
    second = (*second, "Ernestus Andreas 1727 1727 m", "Regina Johanna 1728 1733 f", "Christiana Benedicta 1730 1730 f")
    second = (*second, "Christiana Dorothea 1731 1732 f", "Johann Christoph Friedrich 1732 1795 m")
    second = (*second, "Johann August Abraham 1733 1733 m", "Johann Christian 1735 1782 m")
    second = (*second, "Johanna Carolina 1737 1781 f", "Regina Susanna 1742 1809 f")
    for number, told in enumerate((*first, *second), start=1):
        called, born, died, sex = told.rsplit(" ", 3)
        t.who(f"child{number:02d} {sex} {born}-{died} {called}")
    t.couple("u1", "johannes", kind="other")
    t.couple("u2", "christoph", kind="other")
    t.couple("u3", "heinrich", kind="other")
    t.couple("u4", "ambrosius", "elisabeth", since=1668)
    t.couple("u5", "michael", "wedemann", since=1675)
    t.couple("u6", "sebastian", "barbara", since=1707, until=1720, end="died")
    t.couple("u7", "sebastian", "magdalena", since=1721, until=1750, end="died")
    t.children("u1", "christoph", "heinrich")
    t.children("u2", "ambrosius", "twin")
    t.children("u3", "michael")
    t.children("u4", "ohrdruf", "jacob", "sebastian")
    t.children("u5", "friedelena", "barbara")
    t.children("u6", *(f"child{number:02d}" for number in range(1, 8)))
    t.children("u7", *(f"child{number:02d}" for number in range(8, 21)))
    t.twins("ambrosius", "twin", identical=True)
    t.twins("child03", "child04")
    return t.family()


def thirty() -> Family:
    """Thirty people over four generations, with what is usual: separations, a child in care, unknowns."""
    t = Telling(("amy",))
    t.who(
        "g1 m 1930-2001 George Ward", "g2 f 1934-2018 Edith Ward", "g3 m 1932-1990 Alfred Owen", "g4 f 1936 Mair Owen"
    )
    t.who(
        "p1 m 1956 Alan Ward",
        "p2 f 1959 Linda Ward",
        "p3 f 1961 Gwen Owen",
        "p4 m 1958 Rhys Owen",
        "p5 f 1964 Carys Owen",
    )
    t.who("p6 f 1960 Jean Ward", "p7 m 1957 Derek Hill", "p8 m 1962 Colin Frost")
    t.who(
        "c1 m 1982 Steven Ward",
        "c2 f 1985 Claire Ward",
        "c3 m 1989 Gareth Ward",
        "c4 f 1983 Susan Hill",
        "c5 m 1986 Neil Hill",
    )
    t.who("c6 m 1990 Owen Frost", "c7 f 1984 Donna Reid", "c8 m 1980 Wayne Cole", "c9 f 1991 Beth Young")
    t.who(
        "amy f 2008 Amy Ward",
        "ben m 2011 Ben Ward",
        "zoe f 2005 Zoe Cole",
        "jack m 2012 Jack Reid",
        "ivy f 2018 Ivy Ward",
    )
    t.who("oscar m 2020 Oscar Ward", "ruby f 2010 Ruby Hill", "toby m 2013 Toby Hill", "mia f 2015 Mia Frost")
    t.couple("u01", "g1", "g2", since=1955)
    t.couple("u02", "g3", "g4", since=1957, until=1990, end="died")
    t.couple("u03", "p1", "p3", since=1981)
    t.couple("u04", "p7", "p6", since=1982, until=1994, end="divorced")
    t.couple("u05", "p8", "p5", since=1988)
    t.couple("u06", "c1", "c7", kind="cohabiting", since=2006, until=2013, end="separated")
    t.couple("u07", "c8", "c7", kind="liaison", since=2004, until=2005, end="separated")
    t.couple("u08", "c1", "c9", since=2016)
    t.couple("u09", "c7", kind="other")
    t.couple("u10", "c4", kind="other")
    t.couple("u11", "c6", kind="other")
    t.children("u01", "p1", "p2", "p6")
    t.children("u02", "p4", "p3", "p5")
    t.children("u03", "c1", "c2", "c3")
    t.children("u04", "c4", "c5")
    t.children("u05", "c6")
    t.children("u06", "amy", "ben")
    t.children("u07", "zoe")
    t.children("u08", "ivy", "oscar")
    t.children("u09", "jack")
    t.children("u10", "ruby", "toby")
    t.children("u11", "mia")
    t.children("u04", "jack", kind="kinship", since=2016)
    t.home("h1", "Ward", "c1", "c9", "ivy", "oscar", "amy", "ben")
    t.bond("distant", "amy", "c7")
    t.bond("focused", "p3", "ben")
    return t.family()


DEVELOPMENT = {
    "foster": foster,
    "adoption": adoption,
    "cousins": cousins,
    "stepfamily": stepfamily,
    "relatives": relatives,
    "bach": bach,
    "thirty": thirty,
}
"""The families that every drawing is looked at with."""


def as_json(family: Family) -> dict[str, Any]:
    """A family in the format of ``alongside genogram --json``; what is absent or ordinary is left out."""
    people: list[dict[str, Any]] = []
    for one in family.people:
        told: dict[str, Any] = {"id": one.id, "name": one.name, "sex": one.sex, "gender": one.gender}
        told |= {"born": str(one.born)} if one.born else {}
        told |= {"died": str(one.died) if one.died else True} if one.dead else {}
        told |= {"being": one.being} if one.being != "person" else {}
        people.append(told | ({"marks": list(one.marks)} if one.marks else {}))
    homes = [
        {
            "id": one.id,
            "label": one.label,
            "kind": one.kind,
            "members": [_dated(s, {"person": s.person}) for s in one.stays],
        }
        for one in family.households
    ]
    return {
        "index": list(family.index),
        **({"as_at": str(family.as_at)} if family.as_at else {}),
        "people": people,
        "unions": [
            _dated(u, {"id": u.id, "partners": list(u.partners), "kind": u.kind, "end": u.end or None})
            for u in family.unions
        ],
        "links": [_dated(o, {"child": o.child, "union": o.union, "kind": o.kind}) for o in family.links],
        "twins": [{"people": list(one.people), "identical": one.identical} for one in family.twins],
        "households": homes,
        "bonds": [
            {
                "id": b.id,
                "from": b.origin,
                "to": b.target,
                "kind": b.kind,
                "author": b.author,
                "said_on": str(b.said_on),
            }
            for b in family.bonds
        ],
    }


def _dated(one: Union | Link | Stay, told: dict[str, Any]) -> dict[str, Any]:
    """What is told of something, with the days it lasted from and to."""
    told |= {"from": str(one.since)} if one.since else {}
    return told | ({"to": str(one.until)} if one.until else {})
