"""What is said of a person in words: the accessible name in the drawing, and the lines below a symbol."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.notation import is_dead
from alongside.ground.familymap.drawing.options import Options
from alongside.ground.familymap.drawing.relations import Kin
from alongside.ground.familymap.drawing.symbols import age_of
from alongside.ground.familymap.model import Family, Person, When


def dates_below(person: Person, day: When | None) -> tuple[str, ...]:
    """The line of dates below a name: the years of somebody who died; the birth year where no age can be told."""
    if person.being not in ("person", "pet"):
        return ()
    born = f"{'~' if person.born.about else ''}{person.born.year}" if person.born else ""
    if is_dead(person):
        died = f"{'~' if person.died.about else ''}{person.died.year}" if person.died else "?"
        return (f"{born}–{died}",) if born else (_("died %(year)s") % {"year": died},) if person.died else ()
    return (_("born %(year)s") % {"year": born},) if born and not age_of(person, day)[0] else ()


def with_dates(family: Family, options: Options) -> Family:
    """The family with dates as the first lines below names, where the options ask for them."""
    if not options.dates:
        return family
    day = options.as_at or family.as_at
    people = tuple(replace(one, lines=(*dates_below(one, day), *one.lines)) for one in family.people)
    return replace(family, people=people)


def gender_word(person: Person) -> str:
    """What the shape says, in a word."""
    return {"m": _("male"), "f": _("female"), "nb": _("non-binary")}.get(
        person.gender if person.gender != "u" else person.sex, _("gender not recorded")
    )


def status_words(person: Person, day: When | None) -> tuple[str, ...]:
    """Age and dates, and whether somebody has died or was not born: each a few words."""
    told = []
    if person.being != "person":
        told.append(
            {
                "pregnancy": _("pregnancy"),
                "miscarriage": _("miscarriage"),
                "abortion": _("abortion"),
                "stillbirth": _("stillborn"),
                "pet": _("pet"),
            }[person.being]
        )
    if person.born:
        told.append(_("born %(year)s") % {"year": f"{_about(person.born)}{person.born}"})
    age, sign = age_of(person, day)
    if is_dead(person):
        died = f"{_about(person.died)}{person.died}" if person.died else ""
        told.append(_("died %(year)s") % {"year": died} if died else _("has died"))
        if age:
            told.append(_("aged %(age)s") % {"age": age})
    elif age and sign == "age":
        told.append(_("age %(age)s") % {"age": age})
    if person.doubted:
        told.append(_("sources contradict each other"))
    return tuple(told)


def _about(when: When) -> str:
    return _("about ") if when.about else ""


def relation_words(person: Person, family: Family, kin: Kin) -> str:
    """How somebody is related to whom the drawing is about: "mother of Marta"; empty for that person herself."""
    if person.id in family.index or not family.index:
        return ""
    for index in family.index:
        word = kin.word(person.id, index)
        if word:
            return _("%(word)s of %(name)s") % {"word": word, "name": kin.people[index].name}
    return _("no relation recorded to %(name)s") % {"name": kin.people[family.index[0]].name}


def accessible_name(person: Person, family: Family, kin: Kin, day: When | None, *, health: bool = False) -> str:
    """Name, relation, gender, age and dates, status, and marks of health where they are drawn, in one line."""
    index = (_("the person this drawing is about"),) if person.id in family.index else ()
    relation = relation_words(person, family, kin)
    gender = (gender_word(person),) if person.being in ("person", "stillbirth") else ()
    marks = tuple(mark_words(one) for one in person.marks) if health else ()
    parts = (person.name, *index, *((relation,) if relation else ()), *gender, *status_words(person, day), *marks)
    return ", ".join(part for part in parts if part)


def mark_words(mark: str) -> str:
    """A mark of health in words; a mark that no sign stands for is its own word."""
    base = mark.removesuffix("_suspected").removesuffix("_recovery")
    said = {
        "illness": _("illness"),
        "physical_illness": _("physical illness"),
        "mental_illness": _("mental illness"),
        "substance_misuse": _("alcohol or drugs a problem"),
        "alcohol_misuse": _("alcohol a problem"),
        "drug_misuse": _("drugs a problem"),
        "smoker": _("smokes"),
        "obesity": _("very overweight"),
        "language": _("language or communication"),
    }.get(base)
    if said is None:
        return mark.replace("_", " ")
    if mark.endswith("_suspected"):
        return _("%(mark)s, suspected") % {"mark": said}
    return _("%(mark)s, recovering") % {"mark": said} if mark.endswith("_recovery") else said
