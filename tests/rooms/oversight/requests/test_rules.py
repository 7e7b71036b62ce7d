"""The clock, the states, what is suggested, and above all: nothing that is held back is in what is handed over."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from alongside.ground.foundation.reader import ORDINARY, SUBSTANCE_USE
from alongside.ground.foundation.text import reading_grade
from alongside.ground.paper.typesetting import typeset
from alongside.oversight.requests.enums import Choice, HoldReason, Law, RequestState, SpanKind
from alongside.oversight.requests.rules.copying import Decided, copy_of, letter_of
from alongside.oversight.requests.rules.keeping import held_words, kept, mark, pieces, places_of
from alongside.oversight.requests.rules.laws import LAWS, law_of
from alongside.oversight.requests.rules.passages import worry_of
from alongside.oversight.requests.rules.states import CLOSED, OPEN, TRANSITIONS, VERBS, may
from alongside.oversight.requests.rules.suggesting import Finder, Known

MADE = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
ME = Known(["Marta López"], ["085 555 0171"], ["marta@example.org"], ["1 Quay Row, Cork"], [date(1990, 2, 3)])
OTHERS = [
    Known(["Dani Prado"], ["01 555 7788"], ["dani@example.org"], ["12 Harbour Lane, Cork"], [date(2015, 5, 7)]),
    Known(["Inés Ruiz López"], [], [], [], []),
    Known(["Mark Whelan"], [], [], [], []),
    Known(["Katherine Moss"]),
]
WORDS = st.text(alphabet=st.characters(min_codepoint=97, max_codepoint=122), min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("law", "came", "first", "longer"),
    [
        (Law.HIPAA, date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 2)),
        (Law.GDPR, date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (Law.UK_GDPR, date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
    ],
)
def test_each_law_has_its_days(law: str, came: date, first: date, longer: date) -> None:
    assert (law_of(law).due(came), law_of(law).due_longer(came)) == (first, longer)


def test_another_law_has_the_days_that_the_agency_says() -> None:
    assert law_of(Law.OTHER).due(date(2026, 1, 1), 10) == date(2026, 1, 11)
    assert law_of(Law.OTHER).due_longer(date(2026, 1, 1), 10) == date(2026, 1, 21)
    assert set(LAWS) == set(Law.values)


def test_only_what_stands_in_the_table_leads_anywhere() -> None:
    allowed = {(before, verb) for before, _after, verb in TRANSITIONS}
    for verb in VERBS:
        for state in RequestState:
            assert may(verb, state).allowed is ((state, verb) in allowed)
    assert not [verb for verb in VERBS for state in CLOSED if may(verb, state)]
    assert set(RequestState) == OPEN | CLOSED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dani and INES came.", ["Dani", "INES"]),
        ("Danni's bag, Prado’s coat", ["Danni's", "Prado’s"]),
        ("Katie rang", ["Katie"]),
        ("I. López and M. López were there", ["I. López"]),
        ("Marta López said so", []),
        ("Inés López", ["Inés López"]),
        ("He left a mark. Mark saw it.", ["Mark"]),
        ("Call +353 (0)1 555-77-88 or 085 555 0171", ["+353 (0)1 555-77-88"]),
        ("dani@example.org and marta@example.org", ["dani@example.org"]),
        ("born on 7 May 2015, or 07/05/2015, or 2015-05-07", ["7 May 2015", "07/05/2015", "2015-05-07"]),
        ("born on 3 February 1990", []),
        ("lives at 12 Harbor Lane", ["12 Harbor Lane"]),
        ("lives at 1 Quay Row", []),
        ("We spoke of the plan for the summer.", []),
    ],
)
def test_what_tells_of_others_is_suggested(text: str, found: list[str]) -> None:
    finder = Finder(ME, OTHERS)
    assert [text[one.begin : one.end] for one in finder.found(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("What happened: Her neighbour Ingrid Vasquez rang.", ["Ingrid Vasquez"]),
        ("Her neighbour Ingrid rang, and so did Mrs Okafor and señora Paz.", ["Ingrid", "Okafor", "Paz"]),
        ("She went to see Tomas Lind-Berg on Monday. Piotr Nowak drove.", ["Tomas Lind-Berg", "Piotr Nowak"]),
        ("Signed by: Dele Akande", []),
        ("We looked at her plan with Dele Akande of Harbour Family Service on Tuesday in March.", []),
        ("Who takes part: Marta López", []),
        ("Sie hat der Mutter ein Buch und dem Kind einen Apfel gebracht. Frau Öztürk war da.", ["Öztürk"]),
        ("At Monday’s visit. So Marta rang. If Anna comes, MORNING is fine.", []),
        ("", []),
    ],
)
def test_what_is_only_written_like_a_name_is_suggested_too(text: str, found: list[str]) -> None:
    finder = Finder(ME, [], ["Dele Akande", "Harbour Family Service"])
    places = finder.found(text)
    assert [text[one.begin : one.end] for one in places] == found
    assert {one.kind for one in places} <= {SpanKind.UNKNOWN}


def test_a_part_that_is_held_leaves_one_mark() -> None:
    text = "Ana came, Ben left."
    spans = [{"from": 0, "to": 3, "held": True}, {"from": 10, "to": 13, "held": False}]
    sign = mark(HoldReason.OTHER_PERSON)
    assert kept(text, choice="part", reason="other_person", spans=spans) == f"{sign} came, Ben left."
    both = [{**one, "held": True} for one in spans]
    assert kept(text, choice="part", reason="other_person", spans=both) == f"{sign} came, {sign} left."
    near = [{"from": begin, "to": end, "held": True} for begin, end in ((0, 3), (2, 8), (10, 13))]
    assert kept(text, choice="part", reason="other_person", spans=near) == f"{sign} left."
    assert kept(text, choice="none", reason="danger") == mark("danger")
    assert held_words(text, near) == ["Ana came, Ben"]
    assert "".join(one.text for one in pieces(text, near)) == text
    assert places_of("Ben, BEN", "ben") == [(0, 3), (5, 8)]


@given(st.lists(WORDS, min_size=3, max_size=12, unique=True), st.data())
@settings(max_examples=150, deadline=None)
def test_no_held_word_is_kept(words: list[str], data: st.DataObject) -> None:
    text = " ".join(f"{word}{place}q" for place, word in enumerate(words))
    spans, held = [], []
    for place, word in enumerate(words):
        if data.draw(st.booleans()):
            whole = f"{word}{place}q"
            at = text.index(f"{whole}")
            spans.append({"from": at, "to": at + len(whole), "held": True})
            held.append(whole)
    left = kept(text, choice="part", reason="danger", spans=data.draw(st.permutations(spans)))
    assert not [one for one in held if one in left]
    rest = [f"{word}{place}q" for place, word in enumerate(words) if f"{word}{place}q" not in held]
    assert [one for one in left.replace(mark("danger"), " ").split() if one] == rest


def decided(text: str, *cut: str, choice: str = Choice.PART, level: int = ORDINARY) -> Decided:
    spans = [{"from": begin, "to": end, "held": True} for one in cut for begin, end in places_of(text, one)]
    return Decided("notes", text, level, choice, HoldReason.DANGER, spans)


def test_a_copy_hides_nothing_inside() -> None:
    """R-31: text, metadata, annotations, attachments and earlier revisions hold no string that was held back."""
    hidden = ["Zaphira Quill", "0871239999", "Thornbush Cottage"]
    rows = [decided(f"We met. {words} was there too.", words) for words in hidden]
    rows.append(decided("All of this about Thornbush Cottage", choice=Choice.NONE))
    content = typeset(copy_of(rows, agency="Harbour", made_at=MADE))
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert text.count(mark("danger")) == 4
    inside = [
        text,
        str(dict(reader.metadata or {})),
        reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else "",
    ]
    for number in range(1, len(reader.xref_objStm) + sum(len(one) for one in reader.xref.values()) + 1):
        found = reader.get_object(number)
        inside.append(str(found))
        if hasattr(found, "get_data"):
            inside.append(found.get_data().decode("latin-1"))  # type: ignore[union-attr]  # it has them
    whole = "\n".join(inside)
    for words in hidden:
        assert words not in whole
        assert not [part for part in words.split() if part in text]
    told = {str(key): str(value) for key, value in (reader.metadata or {}).items()}
    assert set(told) <= {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate", "/Producer"}
    assert told["/Author"] == "Harbour", "the agency, and nobody who works there"
    assert told["/Title"] == "Copy of your record"
    assert not reader.attachments
    marks = [one.get_object() for page in reader.pages for one in page.annotations or ()]
    assert not [one for one in marks if one["/Subtype"] != "/Link"], "nothing is drawn over anything"
    assert content.count(b"%%EOF") == 1, "there is no earlier revision inside"


def test_what_was_cut_cannot_be_told_from_what_is_left() -> None:
    much = "Maximiliana " * 400
    short = [decided("We met. Al was there.", "Al"), decided("x", choice=Choice.NONE)]
    long = [decided(f"We met. {much.strip()} was there.", much.strip()), decided("much " * 3000, choice=Choice.NONE)]
    papers = [typeset(copy_of(rows, agency="Harbour", made_at=MADE)) for rows in (short, long)]
    assert papers[0] == papers[1], "byte for byte, whatever was cut"


def test_the_letter_is_plain_and_says_what_to_do() -> None:
    rows = [decided("We met. Al was there.", "Al"), decided("fine", choice=Choice.WHOLE, level=SUBSTANCE_USE)]
    sheet = letter_of(rows, agency="Harbour", number="R-2026-1", law=Law.HIPAA, made_at=MADE)
    words = [f"{one.title}. {one.intro} {' '.join(f'{line}.' for line in one.lines)}" for one in sheet.sections]
    plain = " ".join(words[:-1]).replace(str(law_of("hipaa").complain), "")
    grade = reading_grade(f"{plain} {sheet.rights}")
    assert grade is not None
    assert grade <= 6
    assert "1 entry: danger to somebody" in words[1]
    assert "in your own words" in words[3]
    assert "42 CFR" in words[-1]


def test_what_is_about_others_is_looked_at_first() -> None:
    me, other = {"id": "me", "name": "M"}, {"id": "other", "name": "O"}
    for name, row, asker, worry in (
        ("contact_points", {"person": me, "level": {"code": 16}}, "person", ""),
        ("contact_points", {"person": me, "level": {"code": 16}}, "parent", "safe_place"),
        ("contact_points", {"person": other, "level": {"code": 16}}, "person", "other_person"),
        ("relationships", {"person": other, "other": me}, "person", ""),
        ("statements", {"person": me, "said_by": other}, "person", "told_by_others"),
        ("notes", {"level": {"code": 2}}, "person", "restricted"),
        ("notes", {"level": {"code": 4}}, "person", ""),
        ("notes", {"level": {"code": 4}}, "representative", "restricted"),
        ("notes", {"hold_reason": "An inquiry runs"}, "person", "safeguarding"),
        ("disclosures", {"person": me, "ground": {"code": "report"}}, "person", "safeguarding"),
        ("intakes", {"person": me, "caller": {"code": "anonymous"}}, "person", "told_by_others"),
        ("people", {"id": "other"}, "person", "other_person"),
    ):
        assert worry_of(name, row, person="me", asker=asker) == worry, (name, row)
