"""Individual records: names, sex, birth, death, whose child, whose twin."""

from __future__ import annotations

import re
from collections.abc import Callable

from alongside.ground.familymap.gedcom.dates import Dated, read_date
from alongside.ground.familymap.gedcom.document import Individual, Parentage, Tie
from alongside.ground.familymap.gedcom.lines import Node
from alongside.ground.familymap.model import Sex, When

Remark = Callable[[int, str], None]

SEXES: dict[str, Sex] = {"M": "m", "MALE": "m", "F": "f", "FEMALE": "f", "X": "x", "U": "u", "N": "u", "": "u"}
WORDS = "NAME SEX BIRT DEAT BURI CREM CHR BAPM ADOP FAMC FAMS ASSO ALIA RESN _TWIN TITL CHAN REFN RIN UID EXID _UID NO"
USED = frozenset(WORDS.split())
TIES: dict[str, Tie] = {
    "BIRTH": "birth",
    "NATURAL": "birth",
    "BIOLOGICAL": "birth",
    "BIRT": "birth",
    "ADOPTED": "adopted",
    "ADOPTIVE": "adopted",
    "FOSTER": "foster",
    "GUARDIAN": "guardian",
    "GUARDIANSHIP": "guardian",
    "KINSHIP": "kinship",
    "KINSHIP CARE": "kinship",
    "RELATED": "kinship",
    "STEP": "step",
    "STEPCHILD": "step",
    "SEALING": "birth",
    "SEALED": "birth",
    "UNKNOWN": "birth",
    "PRIVATE": "birth",
    "OTHER": "unknown",
}
NOT_SO = ("DISPROVEN", "DISPROVED")
LONGEST = 300


def read_tie(text: str, number: int, remark: Remark) -> Tie | None:
    """What a child is to a parent by the file's own word; nothing when the word is not known, which is noted."""
    word = " ".join(text.upper().replace("_", " ").split())
    if not word:
        return None
    if word not in TIES:
        remark(number, f"“{text.strip()[:40]}” as a tie between parent and child is not known; taken as by birth.")
    return TIES.get(word)


def read_individual(node: Node, remark: Remark) -> Individual:
    """The individual of the record ``node``; ``remark(line, words)`` takes what is worth saying."""
    names = [_name(one) for one in node.all("NAME")]
    main = names[0] if names else ("", "", "", "")
    born, doubted = _best(node, ("BIRT",), remark)
    if born is None:
        born, _doubt = _best(node, ("CHR", "BAPM"), remark)
        born = When(born.year, about=True) if born else None
    died, died_doubted = _best(node, ("DEAT",), remark)
    deaths = [one for one in node.all("DEAT", "BURI", "CREM") if one.value.strip().upper() != "N"]
    unused = sorted({one.tag for one in node.below if one.tag not in USED})
    if unused:
        remark(node.number, f"Not used: {', '.join(unused[:12])}{' and more' if len(unused) > 12 else ''}.")
    return Individual(
        xref=node.xref,
        line=node.number,
        name=main[0],
        given=main[1],
        surname=main[2],
        nickname=next((nick for *_rest, nick in names if nick), ""),
        sex=_sex(node, remark),
        born=born,
        died=died,
        dead=bool(deaths),
        birth_place=next((place for one in node.all("BIRT") if (place := one.text("PLAC"))), "")[:LONGEST],
        other_names=tuple(dict.fromkeys(one[0] for one in names[1:] if one[0] and one[0] != main[0])),
        child_in=_parentage(node, remark),
        partner_in=tuple(dict.fromkeys(found for one in node.all("FAMS") if (found := one.pointer()))),
        twins=_twins(node),
        restricted=node.text("RESN")[:40],
        doubted=doubted or died_doubted,
    )


def _name(node: Node) -> tuple[str, str, str, str]:
    """Whole name, given names, family name and nickname. The family name stands between strokes."""
    value = node.value
    match = re.match(r"([^/]*)/([^/]*)/?([^/]*)", value)
    before, surname, after = match.groups() if match else (value, "", "")
    given = node.text("GIVN") or " ".join((before if before.strip() else after).split())
    family = " ".join((node.text("SURN") or surname).split())
    whole = " ".join(value.replace("/", " ").split()) or " ".join(filter(None, (given, family)))
    return whole[:LONGEST], given[:LONGEST], family[:LONGEST], node.text("NICK")[:LONGEST]


def _sex(node: Node, remark: Remark) -> Sex:
    word = node.text("SEX").upper()
    if word not in SEXES:
        remark(node.number, f"Sex “{word[:20]}” is not known; taken as not known.")
    return SEXES.get(word, "u")


def _best(node: Node, tags: tuple[str, ...], remark: Remark) -> tuple[When | None, bool]:
    """The first date of these events, which the standard says to prefer; whether a later one contradicts it."""
    found = [when for one in node.all(*tags) if (when := _date_of(one, remark).since)]
    return (found[0], any(_contradict(found[0], other) for other in found[1:])) if found else (None, False)


def _contradict(one: When, other: When) -> bool:
    if one.about or other.about:
        return False
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a and b and a != b for a, b in pairs)


def _date_of(node: Node, remark: Remark) -> Dated:
    said = node.first("DATE")
    if said is None:
        return Dated()
    dated = read_date(said.value)
    if dated.remark:
        remark(said.number, dated.remark)
    return Dated(dated.since or dated.until, dated.until, dated.remark)


def _parentage(node: Node, remark: Remark) -> tuple[Parentage, ...]:
    """The families that they are a child of, with adoptions told as an event."""
    found: dict[str, Parentage] = {}
    for one in node.all("FAMC"):
        family = one.pointer()
        if not family:
            continue
        status = one.text("STAT").upper()
        pedigree = one.first("PEDI")
        said = pedigree.value if pedigree else ""
        if pedigree and said.strip().upper() == "OTHER":
            said = pedigree.text("PHRASE") or said
        kind = read_tie(said, one.number, remark) or ""
        if family not in found or kind:
            found[family] = Parentage(family, kind, disproved=status in NOT_SO, line=one.number)
    for event in node.all("ADOP"):
        for one in event.all("FAMC"):
            family = one.pointer()
            if family and (family not in found or found[family].kind in ("", "adopted")):
                found[family] = Parentage(family, "adopted", line=one.number)
    return tuple(found.values())


def _twins(node: Node) -> tuple[str, ...]:
    """Whom the file calls a twin of theirs, by ``_TWIN`` or by an association with that word."""
    found = [one.pointer() for one in node.all("_TWIN")]
    for one in node.all("ASSO"):
        role = one.first("ROLE")
        words = f"{one.text('RELA')} {role.value if role else ''} {role.text('PHRASE') if role else ''}"
        if "TWIN" in words.upper():
            found.append(one.pointer())
    return tuple(dict.fromkeys(filter(None, found)))
