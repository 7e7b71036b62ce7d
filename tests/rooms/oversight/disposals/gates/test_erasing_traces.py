"""What names a record elsewhere goes with it; what is kept of it tells nobody whose it was."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.factories.beside import Hand
from tests.mutation.world import ask

LONG = datetime(2012, 3, 14, 9, tzinfo=UTC)
NEVER = datetime(2090, 1, 1, tzinfo=UTC)


def test_traces_of_what_goes(hand: Hand) -> None:
    gone, other, circle, beside = uuid4(), uuid4(), hand.put("access_circle"), hand.put("access_circle")

    def drafts(table: str, **columns: Any) -> set[int]:
        """A row for each column that may name it; beside each the same with another name, and one with none."""
        hand.put(table, key="plain")
        goes = set()
        for column, words in columns.items():
            for name in (gone, other):
                said: dict[str, Any] = {"key": f"{column} {name == gone}"}
                said[column] = {"at": words.format(name)} if column in ("data", "likely") else words.format(name)
                number = hand.put(table, **said)
                goes |= {number} if name == gone else set()
        return goes

    expected = {
        "drafts_draft": drafts("drafts_draft", key="contact-{}", url="/cases/{}/", data="{}"),
        "drafts_submission": drafts("drafts_submission", key="contact-{}", outcome="/cases/{}/"),
        "imports_sheetrow": drafts("imports_sheetrow", likely="{}", same_as="{}"),
        "imports_importedrow": set(),
    }
    for kind, number, goes in (("case", 77, True), ("case", 78, False), ("people", 77, False), ("people", 5, True)):
        row = hand.put("imports_importedrow", kind=kind, row_id=number, key=f"{kind}{number}")
        sheet = hand.put("imports_sheetrow", sheet=kind, became=number)
        if goes:
            expected["imports_importedrow"].add(row)
            expected["imports_sheetrow"].add(sheet)
    hand.put("imports_sheetrow", sheet="case", became=None)
    merged = [hand.put("people_mergedrow", table_name=table, number=number) for table, number in (
        ("cases_case", 77), ("people_person", 5), ("cases_case", 5), ("plans_goal", 77))]  # fmt: skip
    expected["people_mergedrow"] = set(merged[:2])
    jobs = [hand.put("procrastinate_jobs", task_name="t", args={"of": str(name)}) for name in (gone, other)]
    events = [hand.put("procrastinate_events", job_id=job, type="started") for job in jobs]
    expected |= {"procrastinate_jobs": {jobs[0]}, "procrastinate_events": {events[0]}}
    exports = [hand.put("exports_export", about=about, why="Court") for about in ("Case N-1, old", "Case N-12", "All")]
    grants = [hand.put("access_grant", scope=scope, scope_id=number, why="x", review_note="y", valid_until=until)
              for scope, number, until in (
                  ("c", circle, NEVER), ("c", circle, LONG), ("t", circle, NEVER), ("c", beside, NEVER))]  # fmt: skip
    shut, _shut = (hand.put("access_exclusion", circle_id=one, why="x") for one in (circle, beside))
    share, _share = (
        hand.put("access_share", circle_id=one, why="x", valid_until=NEVER, item_table="t") for one in (circle, beside)
    )
    look, _look, _nowhere = (hand.put("audit_look", circle_id=one, note="x") for one in (circle, beside, None))
    done = hand.doing("erase_traces", {"cases_case": [77], "people_person": [5, 6]}, [gone], ["N-1"], [circle])
    assert done.gone == expected
    counted = {table: len(rows) for table, rows in expected.items() if table != "procrastinate_events"}
    assert done.answer == counted
    for table, number in (("access_grant", grants[0]), ("access_share", share)):
        ended = datetime.fromisoformat(done.changed[table][number].pop("valid_until"))
        assert abs(ended - datetime.now(UTC)) < timedelta(minutes=1)
    assert done.changed == {
        "exports_export": {exports[0]: {"about": "", "why": ""}},
        "access_grant": {one: {"why": "", "review_note": ""} for one in grants[:2]},
        "access_exclusion": {shut: {"why": ""}},
        "access_share": {share: {"why": ""}},
        "audit_look": {look: {"note": ""}},
    }


def a_case(hand: Hand, circle: int, **facts: Any) -> int:
    """A case in a circle."""
    number = hand.put("organisation_programme", **dict.fromkeys(("name", "code"), str(uuid4())))
    return hand.put("cases_case", **{"circle_id": circle, "number": f"N-{number}", "programme_id": number} | facts)


BANDS = {-2: "", 0: "0-5", 5: "0-5", 6: "6-12", 12: "6-12", 13: "13-17", 17: "13-17", 18: "18-24", 24: "18-24",
         25: "25-44", 44: "25-44", 45: "45-64", 64: "45-64", 65: "65+"}  # fmt: skip


def test_what_is_counted_of_a_case_that_goes(hand: Hand) -> None:
    circle, opened = hand.put("access_circle"), date(2011, 2, 1)
    full, bare, beside = (
        a_case(hand, circle, opened_on=opened, episode=2, closed_on=closed)
        for closed in (date(2012, 12, 31), None, date(2012, 3, 1))
    )
    ages = [a_case(hand, circle, opened_on=opened, closed_on=opened) for _age in BANDS]
    for case, age in zip(ages, BANDS, strict=True):
        born = hand.put("people_person", born_on=opened.replace(year=opened.year - age))
        hand.put("cases_participant", case_id=case, person_id=born)
    young, old, nobody = (
        hand.put("people_person", born_on=born) for born in (date(2001, 2, 2), date(1940, 1, 1), None)
    )
    for person, focus in ((old, False), (nobody, False), (young, True)):
        hand.put("cases_participant", case_id=full, person_id=person, focus=focus)
    hand.put("cases_participant", case_id=beside, person_id=old, focus=True)
    for case, mode in ((full, "visit"), (full, "office"), (full, "meeting"), (full, "phone"), (full, "missed"),
                       (beside, "visit"), (beside, "phone")):  # fmt: skip
        hand.put("contacts_contact", case_id=case, mode=mode)
    for case, episode, reason in ((full, 2, "goals_reached"), (full, 1, "moved"), (beside, 3, "died")):
        hand.put("cases_closing", case_id=case, episode=episode, reasons=[reason], planned=episode == 2)
    done = hand.doing("keep_statistics", [full, bare, *ages])
    assert done.answer == 2 + len(BANDS)
    assert (done.gone, done.changed, list(done.came)) == ({}, {}, ["disposals_casestatistic"])
    rows = {row.pop("programme_id"): row for row in done.came["disposals_casestatistic"] if row.pop("id")}
    of = [hand.name("cases_case", case, "programme_id") for case in (full, bare, *ages)]
    assert {age: rows.pop(one)["age_band"] for age, one in zip(BANDS, of[2:], strict=True)} == BANDS
    assert rows == {
        of[0]: {"opened": "2011-Q1", "closed": "2012-Q4", "episodes": 2, "reasons": ["goals_reached"], "planned": True,
            "age_band": "6-12", "people": 3, "contacts": 4, "seen_in_person": 3},
        of[1]: {"opened": "2011-Q1", "closed": "", "episodes": 2, "reasons": [], "planned": None, "age_band": "",
            "people": 0, "contacts": 0, "seen_in_person": 0},
    }  # fmt: skip


def digest(kind: str, name: UUID | str) -> str:
    """What a tombstone says of a name."""
    return hashlib.sha256(f"{kind}|{name}".encode()).hexdigest()


RULES = {"authority": "COA", "classes": ["case", "intake"], "logs": "P10Y", "logs_majority": 18}


def test_what_is_kept_to_know_it_again(hand: Hand) -> None:
    cased, asked, bare, beside = (hand.put("access_circle") for _ in range(4))
    child = hand.put("people_person", born_on=date(2000, 5, 5))
    hand.put("access_circlesubject", circle_id=asked, person_id=child)
    case = a_case(hand, cased, closed_on=date(2012, 3, 14))
    a_case(hand, cased, closed_on=date(2011, 3, 14))
    a_case(hand, beside, closed_on=date(2019, 3, 14))
    person, _other = hand.put("people_person"), hand.put("people_person")
    for circle, day in ((asked, LONG), (cased, LONG.replace(year=2021)), (beside, LONG.replace(year=2020))):
        hand.put("intakes_screening", circle_id=circle, decided_at=day)
    intakes = [hand.put("intakes_intake", circle_id=beside) for _ in range(2)]
    for number in (person, person + 1):
        hand.put("imports_importedrow", system="old", file="f.csv", key=str(number), kind="people", row_id=number)
    did = hand.put("disposals_disposal")
    reach = {"cases_case": [case], "people_person": [person], "plans_goal": [4], "intakes_intake": [intakes[0]]}
    done = hand.doing("keep_tombstones", did, reach, [cased, asked, bare], RULES)
    assert (done.answer, done.gone, done.changed, list(done.came)) == (6, {}, {}, ["disposals_tombstone"])
    ((today,),) = ask("select current_date")
    rows = done.came["disposals_tombstone"]
    assert {(row["disposal_id"], row["disposed_on"], row["authority"], *row["classes"]) for row in rows} == {
        (did, today.isoformat(), "COA", "case", "intake")
    }
    kept = {(row["kind"], row["digest"]): (row["circle"], row["ended_on"], row["logs_due_on"]) for row in rows}
    now = kept.pop(("circle", digest("circle", hand.name("access_circle", bare))))
    assert now[0] == bare
    assert today <= date.fromisoformat(now[1]) <= today + timedelta(days=92)
    assert now[2][:4] == str(int(now[1][:4]) + 10)
    gone = (("case", "cases_case", case), ("person", "people_person", person), ("intake", "intakes_intake", intakes[0]))
    assert kept == {
        **{(kind, digest(kind, hand.name(table, number))): (None, None, None) for kind, table, number in gone},
        ("import", digest("import", f"old|f.csv|{person}")): (None, None, None),
        ("circle", digest("circle", hand.name("access_circle", cased))): (cased, "2012-03-31", "2022-03-31"),
        ("circle", digest("circle", hand.name("access_circle", asked))): (asked, "2012-03-31", "2028-06-30"),
    }


MORE = RULES | {"tables": ["cases_case"], "owned": ["cases_case", "people_person"], "former": "Former",
                "staff_authority": "COA", "log_classes": ["access"], "log_authority": "COA"}  # fmt: skip


def test_one_erasure_and_what_was_marked_due(hand: Hand) -> None:
    circle, log, beside = (hand.put("access_circle") for _ in range(3))
    hand.put("disposals_disposal")
    did = hand.put("disposals_disposal", state="approved", decided_by_id=1)
    case, other = a_case(hand, circle), a_case(hand, beside)
    person, worker = hand.put("people_person"), hand.put("staff_worker", actor_id=hand.put("access_actor"))
    numbers = [hand.name("cases_case", one, "number") for one in (case, other)]
    exports = [hand.put("exports_export", about=f"Case {one}") for one in numbers]
    entry = hand.put("access_history", circle_id=log, epoch=0, table_name="x")
    hand.put("access_history", circle_id=beside, epoch=0, table_name="x")
    read = hand.put("access_reading", at=LONG, epoch=0, person_ids=[])
    hand.put("access_reading", at=LONG.replace(year=2013), epoch=0, person_ids=[])
    marks = {
        (kind, number): hand.put("disposals_duemark", kind=kind, number=number)
        for number in (circle, beside, log, person, worker, 2012)
        for kind in ("case", "intake", "person", "log", "staff", "year")
    }
    items = {
        (kind, number): hand.put("disposals_disposalitem", kind=kind, number=number, label="N", disposal_id=did)
        for kind, number in marks
    }
    names = [str(hand.name(table, row)) for table, row in (("cases_case", case), ("people_person", person))]
    things = {"staff": [worker], "year": [2012]}
    done = hand.doing("erase", did, [circle], [person], [log], things, MORE)
    answer = done.answer
    (erasure,) = done.came["audit_erasure"]
    assert (erasure["disposal"], answer.pop("erasure")) == (str(hand.name("disposals_disposal", did)), erasure["id"])
    assert sorted(answer.pop("names")) == sorted(names)
    assert answer.pop("tombstones") == 3
    assert answer.pop("traces")["drafts_draft"] == 0
    assert answer == {
        "statistics": 1, "history": 0, "keys": 0, "staff": 1, "staff_names": 1, "logs": 2,
        "rows": {"cases_case": 1, "people_person": 1},
    }  # fmt: skip
    goes = [("case", circle), ("intake", circle), ("person", person), ("log", log), ("staff", worker), ("year", 2012)]
    assert done.gone == {
        "cases_case": {case}, "people_person": {person}, "access_circle": {log}, "access_history": {entry},
        "access_reading": {read}, "disposals_duemark": {marks[one] for one in goes},
    }  # fmt: skip
    emptied = [one for one in goes if one[0] not in ("person", "log")]
    assert done.changed["disposals_disposalitem"] == {items[one]: {"label": ""} for one in emptied}
    assert done.changed["exports_export"].keys() == {exports[0]}
    kinds = sorted(row["kind"] for row in done.came["disposals_tombstone"])
    assert kinds == ["case", "circle", "log", "person", "staff", "year"]


def test_an_erasure_of_no_log_and_no_year(hand: Hand) -> None:
    circle = hand.put("access_circle")
    hand.put("cases_case", circle_id=circle)
    did = hand.put("disposals_disposal", state="approved", decided_by_id=1)
    answer = hand.call("erase", did, [circle], [], [], {}, MORE)
    assert answer["rows"] == {"cases_case": 1}
    assert "logs" not in answer
