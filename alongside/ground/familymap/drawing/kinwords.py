"""Words of kinship by gender. Where the gender lived is neither a man's nor a woman's, the word has none."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from alongside.ground.familymap.model import Gender, Union

Said = Callable[[], str]

TIES: dict[tuple[str, str], tuple[Said, Said, Said]] = {
    ("parent", "birth"): (lambda: _("father"), lambda: _("mother"), lambda: _("parent")),
    ("parent", "adopted"): (lambda: _("adoptive father"), lambda: _("adoptive mother"), lambda: _("adoptive parent")),
    ("parent", "foster"): (lambda: _("foster father"), lambda: _("foster mother"), lambda: _("foster carer")),
    ("parent", "guardian"): (lambda: _("guardian"), lambda: _("guardian"), lambda: _("guardian")),
    ("parent", "kinship"): (lambda: _("kinship carer"), lambda: _("kinship carer"), lambda: _("kinship carer")),
    ("parent", "step"): (lambda: _("stepfather"), lambda: _("stepmother"), lambda: _("step-parent")),
    ("parent", "law"): (lambda: _("father-in-law"), lambda: _("mother-in-law"), lambda: _("parent-in-law")),
    ("child", "birth"): (lambda: _("son"), lambda: _("daughter"), lambda: _("child")),
    ("child", "adopted"): (lambda: _("adopted son"), lambda: _("adopted daughter"), lambda: _("adopted child")),
    ("child", "foster"): (lambda: _("foster son"), lambda: _("foster daughter"), lambda: _("foster child")),
    ("child", "guardian"): (lambda: _("ward"), lambda: _("ward"), lambda: _("ward")),
    ("child", "kinship"): (
        lambda: _("boy in kinship care"),
        lambda: _("girl in kinship care"),
        lambda: _("child in kinship care"),
    ),
    ("child", "step"): (lambda: _("stepson"), lambda: _("stepdaughter"), lambda: _("stepchild")),
    ("child", "law"): (lambda: _("son-in-law"), lambda: _("daughter-in-law"), lambda: _("child-in-law")),
    ("sibling", "birth"): (lambda: _("brother"), lambda: _("sister"), lambda: _("sibling")),
    ("sibling", "half"): (lambda: _("half-brother"), lambda: _("half-sister"), lambda: _("half-sibling")),
    ("sibling", "twin"): (lambda: _("twin brother"), lambda: _("twin sister"), lambda: _("twin")),
    ("sibling", "adopted"): (
        lambda: _("adoptive brother"),
        lambda: _("adoptive sister"),
        lambda: _("adoptive sibling"),
    ),
    ("sibling", "foster"): (lambda: _("foster brother"), lambda: _("foster sister"), lambda: _("foster sibling")),
    ("sibling", "guardian"): (
        lambda: _("brother under one guardian"),
        lambda: _("sister under one guardian"),
        lambda: _("sibling under one guardian"),
    ),
    ("sibling", "kinship"): (
        lambda: _("brother in kinship care"),
        lambda: _("sister in kinship care"),
        lambda: _("sibling in kinship care"),
    ),
    ("sibling", "step"): (lambda: _("stepbrother"), lambda: _("stepsister"), lambda: _("stepsibling")),
    ("wed", "now"): (lambda: _("husband"), lambda: _("wife"), lambda: _("spouse")),
    ("wed", "died"): (lambda: _("husband"), lambda: _("wife"), lambda: _("spouse")),
    ("wed", "separated"): (
        lambda: _("separated husband"),
        lambda: _("separated wife"),
        lambda: _("separated spouse"),
    ),
    ("wed", "divorced"): (lambda: _("former husband"), lambda: _("former wife"), lambda: _("former spouse")),
    ("blood", "up2"): (lambda: _("grandfather"), lambda: _("grandmother"), lambda: _("grandparent")),
    ("blood", "down2"): (lambda: _("grandson"), lambda: _("granddaughter"), lambda: _("grandchild")),
    ("blood", "aunt"): (lambda: _("uncle"), lambda: _("aunt"), lambda: _("parent's sibling")),
    ("blood", "niece"): (lambda: _("nephew"), lambda: _("niece"), lambda: _("sibling's child")),
    ("blood", "great-aunt"): (lambda: _("great-uncle"), lambda: _("great-aunt"), lambda: _("grandparent's sibling")),
    ("blood", "great-niece"): (lambda: _("great-nephew"), lambda: _("great-niece"), lambda: _("sibling's grandchild")),
}


def tie_word(role: str, kind: str, gender: Gender) -> str:
    """The word for a role (``parent``, ``child``, ``sibling``, ``wed``, ``blood``) of a kind, by gender."""
    man, woman, person = TIES[role, kind]
    return {"m": man, "f": woman}.get(gender, person)()


def partner_word(union: Union, gender: Gender) -> str:
    """What somebody is to the other partner of a union."""
    if union.kind == "marriage":
        return tie_word("wed", union.end or "now", gender)
    if union.end in ("separated", "divorced"):
        return _("former partner")
    return {"cohabiting": _("partner"), "liaison": _("partner in a passing relationship")}.get(
        union.kind, _("other parent of the children")
    )


def blood_word(rise: int, fall: int, gender: Gender) -> str:
    """The word for somebody so many generations up from one, then so many down (both from the nearest common ancestor).

    >>> blood_word(2, 0, "f"), blood_word(2, 2, "m"), blood_word(2, 3, "nb")
    ('grandmother', 'first cousin', 'first cousin once removed')
    """
    if fall == 0 or rise == 0:
        return _line_word(max(rise, fall), gender, up=fall == 0)
    if fall == 1 or rise == 1:
        return _aunt_word(max(rise, fall), gender, up=fall == 1)
    degree, removed = min(rise, fall) - 1, abs(rise - fall)
    first = {1: _("first cousin"), 2: _("second cousin"), 3: _("third cousin")}.get(degree, _("distant cousin"))
    if removed == 0:
        return first
    if removed == 1:
        return _("%(cousin)s once removed") % {"cousin": first}
    if removed == 2:
        return _("%(cousin)s twice removed") % {"cousin": first}
    return _("%(cousin)s %(count)d times removed") % {"cousin": first, "count": removed}


def _line_word(steps: int, gender: Gender, *, up: bool) -> str:
    if steps == 1:
        return tie_word("parent" if up else "child", "birth", gender)
    word = tie_word("blood", "up2" if up else "down2", gender)
    for _step in range(steps - 2):
        word = _("great-%(word)s") % {"word": word}
    return word


def _aunt_word(steps: int, gender: Gender, *, up: bool) -> str:
    if steps == 1:
        return tie_word("sibling", "half", gender)
    if steps == 2:
        return tie_word("blood", "aunt" if up else "niece", gender)
    word = tie_word("blood", "great-aunt" if up else "great-niece", gender)
    for _step in range(steps - 3):
        word = _("great-%(word)s") % {"word": word}
    return word
