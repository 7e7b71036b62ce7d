"""Background jobs act as the house, tell each step once, and say no name."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from procrastinate.contrib.django import app

from alongside.doors.commands import jobs
from alongside.ground.foundation import clock
from alongside.oversight.exports.actions import taking_case as exports
from alongside.oversight.exports.models import CasePaper
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries import file_to_give
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.models import Escalation, Intake
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.files import SECRET, a_file, a_telling_photo
from tests.factories.intakes import an_intake
from tests.factories.mails import carried


def run_job() -> list[EmailMessage]:
    """One turn of the schedule, and the mails that it sends."""
    jobs.escalate_urgent(timestamp=0)
    return carried()


def test_a_supervisor_is_told_at_once_and_then_step_by_step(become: Become) -> None:
    row = an_intake(become("intake"), urgency="today", received_at=clock.now() - timedelta(minutes=4))
    assert [message.to for message in run_job()] == [["supervisor@example.org"]]
    assert run_job() == []
    become("intake")
    Intake.objects.filter(id=row.id).update(received_at=clock.now() - timedelta(minutes=31))
    (second,) = run_job()
    assert "31 minutes" in second.body
    become("intake")
    assert list(Escalation.objects.values_list("step", flat=True).order_by("step")) == [0, 1]


def test_the_mail_says_no_name_and_no_word_of_the_request(become: Become) -> None:
    an_intake(become("intake"), urgency="today")
    (letter,) = run_job()
    said = f"{letter.subject} {letter.body}"
    assert letter.subject == "Please look at the list of requests"
    for secret in ("Marta", "Lopes", "rent", "4471", "1992"):
        assert secret not in said
    assert "Front desk" not in said


def test_a_request_that_somebody_has_tells_nobody(become: Become) -> None:
    by = become("intake")
    intakes.acknowledge(intake=an_intake(by, urgency="today"), by=by)
    an_intake(by, urgency="this_week")
    assert run_job() == []


def test_a_programme_without_any_supervisor_tells_nobody_and_says_so(become: Become) -> None:
    row = an_intake(become("intake"), programme="safe", urgency="today")
    assert run_job() == []
    become("intake")
    assert "no supervisor" in Escalation.objects.get(intake=row).told


def test_no_reader_is_left_behind(become: Become) -> None:
    an_intake(become("intake"), urgency="today")
    run_job()
    assert Intake.objects.count() == 0


def test_the_schedule_is_every_five_minutes() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    (periodic,) = [one for one in app.periodic_registry.periodic_tasks.values() if one.task.name == "escalate_urgent"]
    assert periodic.cron == "*/5 * * * *"


def test_cases_on_paper_are_forgotten_once_nobody_can_fetch_them(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    exports.ask_for_paper(case=case.public_id, why="For the court", by=by)
    for days, left in ((6, 1), (8, 0)):
        with clock.standing_at(clock.now() + timedelta(days=days)):
            jobs.forget_papers(timestamp=0)
        become("worker")
        assert CasePaper.objects.count() == left


def test_the_house_forgets_every_night() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    nightly = {one.task.name for one in app.periodic_registry.periodic_tasks.values() if one.cron == "43 3 * * *"}
    assert nightly >= {"forget_papers", "forget_uploads"}


def test_a_file_is_made_safe_as_the_worker_who_added_it_and_not_as_one_who_lost_the_case(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row, other = a_file(case, by, content=a_telling_photo(), check=False), a_file(case, by, check=False)
    jobs.check_file(str(row.public_id), by.actor_id)
    jobs.check_file(str(row.public_id), by.actor_id)
    jobs.check_file(str(other.public_id), become("elsewhere").actor_id)
    become("worker")
    states = dict(Attachment.objects.filter(case=case).values_list("id", "state"))
    assert states == {row.id: "ready", other.id: "checking"}
    assert SECRET.encode() not in file_to_give(row.public_id).content
