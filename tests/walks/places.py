"""Every page that somebody can open, with real names in its address: from the access matrix and the demonstration.

A new route is in by itself, as long as the names in its address are known in ``EXAMPLES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import resolve
from playwright.sync_api import APIRequestContext, APIResponse, Page, Response
from psycopg.rows import dict_row

from alongside.agency.access.models import Account
from alongside.agency.drafts import actions as drafts
from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Worker
from alongside.doors.desk.sign_in.keeper import OTHER_DOORS
from alongside.ground.foundation import clock
from alongside.oversight.breaches.actions import take_breach
from alongside.oversight.demonstration.loading import partner_link
from alongside.oversight.disposals.actions.holding import place_hold
from alongside.oversight.disposals.actions.proposing import propose_disposal
from alongside.oversight.disposals.enums import ItemKind
from alongside.oversight.disposals.queries.finding import candidates
from alongside.oversight.imports import actions as imports
from alongside.oversight.imports.rules.tables import Reading
from alongside.oversight.journeys.emergency import open_in_emergency
from alongside.oversight.journeys.merging import merge_persons
from alongside.oversight.outcomes.actions import give_totals
from alongside.oversight.outcomes.queries import countable
from alongside.oversight.overviews.merge_page import merge_preview
from alongside.oversight.requests.actions.taking import lengthen_request
from alongside.practice.corrections.actions import take_correction
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from alongside.record.people.actions.sealing import ask_open_seal
from alongside.record.people.models import Person
from tests.factories.cases import a_case
from tests.factories.cast import PASSWORD
from tests.factories.disposals import an_ended_case
from tests.factories.files import a_file
from tests.factories.plans import a_goal, a_step
from tests.factories.requests import gathered
from tests.walks.site import Site

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "access_matrix.txt"
NOBODY = "nobody"
AGAIN = "/sign-in/again/"
DRY_RUN = "/privacy/disposals/propose/"
SIGN_INS = ("worker", "supervisor", "intake", "admin", "privacy")
SECURED = "colleague"
"""The one who has a second factor, and opens what only she can open."""
EVERYBODY = (*SIGN_INS, SECURED, NOBODY)
NOT_PAGES = {
    "/healthz": "says to machines whether the site stands",
    "/readyz": "says to machines whether the site is ready",
    "/search/palette/": "a list that scripts put into the page, walked with the keyboard",
    "/drafts/<str:key>/": "an answer to scripts",
    "/cases/<uuid:case>/papers/<uuid:paper>/": "a PDF",
    "/cases/<uuid:case>/files/<uuid:file>/content/": "a file",
    "/cases/<uuid:case>/files/<uuid:file>/thumbnail/": "a picture",
    "/cases/<uuid:case>/take-out/<uuid:paper>/": "a PDF",
    "/cases/<uuid:case>/family/take-out/<uuid:paper>/": "a drawing",
    "/privacy/requests/<uuid:asked>/papers/<uuid:paper>/": "a PDF",
    "/privacy/requests/<uuid:asked>/passages/<uuid:passage>/file/": "a file",
    "/privacy/disposals/<uuid:disposal>/certificate/": "a PDF",
    "/imports/<uuid:run>/ledger.csv": "a file",
    "/imports/<uuid:run>/refused.csv": "a file",
    "/set-up/": "leads on to the staff",
    "/sign-in/code/": "asked in the middle of signing in; walked with the sign-in",
    "/sign-in/passkey/": "asked in the middle of signing in; walked with the sign-in",
    "/settings/second-factor/passkeys/<int:pk>/remove/": "needs a key of the browser's own; walked with the sign-in",
    "/sign-in/again/passkey/": "needs a key of the browser's own; walked with the sign-in",
    "/partner/<str:token>/code/": "asked on the first visit of a device; walked with the partner",
    "/partner/<str:token>/leave/": "ends a sitting by a press; walked with the partner",
    "/privacy/unusual/look/": "needs a day and an access behind the question mark; the list leads to it",
}
"""What answers a plain visit without being a page that somebody reads here, and why."""
WELCOME, NEW_PASSWORD = SECRET = (
    "/welcome/<str:secret>/",
    "/^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
)
"""What is opened by a secret from a letter, and signs out whoever is signed in."""
PARTNER, PARTNER_LINE = "/partner/<str:token>/", "/partner/<str:token>/lines/<uuid:line>/"
OF_CASE = 'select c.public_id as "case", x.{1} from cases_case c join {0} x on x.case_id = c.id order by {2} x.id'
IN_CASE = (
    'select c.public_id as "case", x.public_id as {1} from cases_case c join {0} x on x.circle_id = c.circle_id '
    "where x.level = 1 order by c.id, x.id desc"
)
OF_PERSON = "select p.public_id as person, x.public_id as {0} from people_person p join {1} x on x.person_id = p.id"
OPEN = "c.state = 'open' desc,"
EXAMPLES = {
    ("totals",): "select public_id as totals from outcomes_giventotals order by id",
    ("case",): "select public_id as \"case\" from cases_case order by state = 'open' desc, id",
    ("case", "domain"): OF_CASE.format("assessments_statement", "domain", OPEN),
    ("case", "statement"): OF_CASE.format("assessments_statement", "public_id as statement", OPEN),
    ("case", "goal"): OF_CASE.format("plans_goal", "public_id as goal", OPEN),
    ("case", "line"): OF_CASE.format("plans_step", "public_id as line", f"x.number is null, {OPEN}"),
    ("case", "file"): OF_CASE.format("documents_attachment", "public_id as file", OPEN),
    ("case", "consent"): OF_CASE.format("consents_consent", "public_id as consent", OPEN),
    ("case", "choice"): OF_CASE.format("choices_choice", "public_id as choice", OPEN),
    ("case", "entry"): OF_CASE.format("dynamics_dynamicsentry", "public_id as entry", OPEN),
    ("case", "interest"): OF_CASE.format("cases_adverseinterest", "public_id as interest", OPEN),
    ("case", "experience"): OF_CASE.format("assessments_adverseexperience", "public_id as experience", OPEN),
    ("case", "sight"): OF_CASE.format("dynamics_carersight", "public_id as sight", OPEN),
    ("case", "item", "kind"): OF_CASE.format("dynamics_dynamicsentry", "public_id as item, 'entry' as kind", OPEN),
    ("case", "person"): (
        'select c.public_id as "case", p.public_id as person from cases_participant x '
        "join cases_case c on c.id = x.case_id join people_person p on p.id = x.person_id "
        "order by c.state = 'open' desc"
    ),
    ("case", "worker"): (
        'select c.public_id as "case", w.public_id as worker from cases_assignment x '
        "join cases_case c on c.id = x.case_id join staff_worker w on w.id = x.worker_id "
        "join access_circlesubject s on s.circle_id = c.circle_id join people_person p on p.id = s.person_id "
        "where p.sort_key = w.sort_key and x.until_on is null"
    ),
    ("boundary",): "select public_id as boundary from staff_boundaryentry order by id",
    ("case", "limit"): OF_CASE.format("choices_limit", "public_id as limit", OPEN),
    ("case", "member"): OF_CASE.format("careteams_careteammember", "public_id as member", OPEN),
    ("case", "number"): OF_CASE.format("plans_plan", "number", ""),
    ("case", "event"): IN_CASE.format("people_lifeevent", "event"),
    ("case", "placement"): IN_CASE.format("people_placement", "placement"),
    ("case", "mark"): 'select c.public_id as "case", x.public_id as mark from cases_case c '
    "join people_healthmark x on x.circle_id = c.circle_id order by c.id, x.id",
    ("bond", "case"): IN_CASE.format("people_bond", "bond"),
    ("case", "system"): IN_CASE.format("people_system", "system"),
    ("case", "order"): IN_CASE.format("people_legalorder", '"order"'),
    ("appointment",): "select public_id as appointment from contacts_appointment order by outcome, id",
    ("contact",): (
        "select x.public_id as contact from contacts_contact x join contacts_note n on n.contact_id = x.id "
        "order by n.signed_at desc nulls first"
    ),
    ("public_id",): "select public_id from intakes_intake order by id desc",
    ("person",): "select public_id as person from people_person order by id",
    ("home", "person"): (
        "select p.public_id as person, h.public_id as home from access_circlesubject s "
        "join people_person p on p.id = s.person_id join people_household h using (circle_id) "
        "where not exists (select 1 from people_householdmember m where m.household_id = h.id and m.person_id = p.id) "
        "order by h.id, p.id"
    ),
    ("person", "stay"): OF_PERSON.format("stay", "people_householdmember"),
    ("name", "person"): OF_PERSON.format("name", "people_personname"),
    ("person", "point"): OF_PERSON.format("point", "people_contactpoint"),
    ("person", "relation"): OF_PERSON.format("relation", "people_relationship"),
    ("keep", "lose"): (
        "select p.public_id as keep, q.public_id as lose from access_circlesubject s "
        "join access_circlesubject t using (circle_id) join people_person p on p.id = s.person_id "
        "join people_person q on q.id = t.person_id where p.id < q.id order by p.id, q.id"
    ),
    ("merge",): "select public_id as merge from people_merge",
    ("run",): "select public_id as run from imports_importrun",
    ("grant",): "select public_id as grant from access_grant where reason = 'emergency'",
    ("programme",): "select public_id as programme from organisation_programme order by id",
    ("number", "programme"): (
        "select p.public_id as programme, x.number from organisation_programme p "
        "join organisation_protocol x on x.programme_id = p.id order by x.id"
    ),
    ("act",): "select public_id as act from people_sealact where decided_at is null",
    ("regime",): "select 'victim' as regime",
    ("asked",): "select public_id as asked from requests_recordrequest order by gathered_at nulls last",
    ("asked", "kind"): "select public_id as asked, 'longer' as kind from requests_recordrequest",
    ("asked", "passage"): (
        "select r.public_id as asked, x.public_id as passage from requests_requestedpassage x "
        "join requests_recordrequest r on r.id = x.request_id order by x.file_kind desc, x.spans::text desc"
    ),
    ("breach",): "select public_id as breach from breaches_breach",
    ("disposal",): "select public_id as disposal from disposals_disposal",
    ("hold",): "select public_id as hold from disposals_hold",
    ("case", "correction"): OF_CASE.format("corrections_correction", "public_id as correction", OPEN),
    ("worker",): "select public_id as worker from staff_worker order by id",
}
"""For the names in an address: a question to the database for real ones, the most telling first; eight count."""
NAME = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Place:
    """One page of one sign-in: its route, and the addresses at which it may be, the most likely first."""

    who: str
    route: str
    addresses: Sequence[str]
    first: bool
    """Whether no sign-in before this one opens the same route; then it is sure to be at its one address."""


@cache
def matrix() -> Mapping[str, Mapping[str, str]]:
    """Every route that answers a plain visit, and what the access matrix says that each of the cast gets there."""
    return dict(rows())


def rows() -> Iterator[tuple[str, Mapping[str, str]]]:
    """The lines of the access matrix that are not for forms alone."""
    head, *lines = [line.split(" | ") for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    for route, *given in lines:
        if given[0] != "405" and not route.startswith(OTHER_DOORS):
            yield route, dict(zip(head[1:], given, strict=True))


def may_open(route: str, given: Mapping[str, str], who: str, roots: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether the matrix leaves it possible.

    What is absent there may be open here, where the names in the address are real: to those who open the list that it
    stands under, and where there is no such list to those who carry cases.
    """
    if route in SECRET:
        return who == NOBODY
    if given[who][:3] != "404":
        return given[who][:3] == "200" or (given[who][:3] == "302" and who != NOBODY)
    root = roots.get(route.split("<", 1)[0].strip("/").split("/", 1)[0])
    return not root[who].startswith("403") if root else who in ("worker", "supervisor", SECURED)


def places(site: Site, asked: Mapping[str, APIRequestContext]) -> list[Place]:
    """Every page of every sign-in; ``asked`` are browsers' ways to ask, by sign-in.

    A route that nobody can open at all is an error: either the demonstration lacks something, or it is no page.
    """
    ways = made_ready(site)
    roots = {route.strip("/"): given for route, given in matrix().items() if route.count("/") == 2}
    found: list[Place] = []
    for route, given in ((route, given) for route, given in matrix().items() if route not in NOT_PAGES):
        real = ways.get(route) or addresses(site, route)
        who_may = [who for who in (*SIGN_INS, SECURED, NOBODY) if may_open(route, given, who, roots)]
        tries = ((who, one) for who in who_may for one in real if opens(asked[who].get(one), route))
        who, opened = next(tries, (None, ""))
        if who is None:
            raise AssertionError(f"Nobody opens {route}: give an example, or say in NOT_PAGES why it is no page.")
        found.append(Place(who, route, [opened], first=True))
        later = [one for one in who_may[who_may.index(who) + 1 :] if one != SECURED]
        found += [Place(one, route, [opened, *real[:2]], first=False) for one in later]
    return found


def addresses(site: Site, route: str) -> list[str]:
    """The route with real names in it: all the ones worth trying."""
    names = tuple(sorted(NAME.findall(route)))
    if not names:
        return [route]
    assert names in EXAMPLES, f"{route}: say in EXAMPLES where real ones stand"
    with psycopg.connect(site.admin_url, row_factory=dict_row) as connection:
        examples = connection.execute(f"{EXAMPLES[names]} limit 8").fetchall()
    return [NAME.sub(lambda found: str(one[found.group(1)]), route) for one in examples]  # noqa: B023


def opens(answer: APIResponse | Response | None, route: str) -> bool:
    """Whether a visit ended on a page of this route."""
    return answer is not None and answer.ok and "/" + resolve(urlsplit(answer.url).path).route == route


def arrived(page: Page, address: str) -> Response | None:
    """Go to an address; whoever has walked for longer than a sign-in counts as fresh gives the password once more."""
    answer = page.goto(address)
    if answer is None or urlsplit(answer.url).path != AGAIN or address.startswith(AGAIN):
        return answer
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation() as going:
        page.keyboard.press("Enter")
    return going.value


def visited(page: Page, place: Place, said: list[str] | None = None) -> bool:
    """Open the page; whether it is there for this sign-in, which is sure only for the first one.

    ``said`` is what the browser complains about: it holds nothing of the addresses that were tried in vain.
    """
    for address in place.addresses:
        if said is not None:
            said.clear()
        if opens(arrived(page, address), place.route):
            return True
    assert not place.first, place
    return False


def leads_nowhere(page: Page, who: str) -> list[str]:
    """The links of a page that lead this sign-in to a page that is closed to her."""
    found: list[str] = page.eval_on_selector_all(
        "a[href^='/']", "links => links.map(one => new URL(one.getAttribute('href'), location).pathname)"
    )
    routes = {path: "/" + resolve(path).route for path in found}
    return [path for path, route in routes.items() if matrix().get(route, {}).get(who, "").startswith("403")]


def made_ready(site: Site) -> dict[str, list[str]]:
    """Let happen what the stories do not tell, so that every page has something to show.

    A plan is changed and waits to be agreed, a contact is typed and not yet saved, two entries were made one, a list is
    about to be brought in, a worker bears the name of somebody in her case, somebody looked in an emergency, asks for a
    sealed record, has a second factor, is invited, forgot a password. Returns the addresses that hold a secret, by
    route.
    """
    with site.acting("worker") as by:
        assert by.worker_id is not None
        case = Case.objects.filter(state="open", stage="work", assignments__worker_id=by.worker_id).first()
        assert case is not None
        a_step(case, by, goal=a_goal(case, by))
        case_name = case.public_id
        a_file(case, by, title="Letter of the school")
        typed = {"text": "Rang at nine."}
        drafts.keep_draft(key="contact-new", data=typed, base=0, label="Contact", url="/contacts/new/", by=by)
    with site.acting("supervisor") as by:
        family = Case.objects.filter(state="open", family=True).exclude(public_id=case_name).order_by("id").last()
        keep, lose = Person.objects.filter(parts__case=family).order_by("-id")[:2]
        seen = merge_preview(keep.public_id, lose.public_id, by=by).seen
        why = "One and the same, written down twice."
        merge_persons(keep=keep.public_id, lose=lose.public_id, sides={}, why=why, seen=seen, by=by)
    with site.acting("intake") as by:
        words = "She rang and says that she is in danger this evening."
        open_in_emergency(case=case_name, ground="danger", sentence=words, by=by)
    with site.acting("colleague") as by:
        why = "She rang this morning and asked for me by name."
        ask_open_seal(words="A councillor who came to us two years ago", why=why, hours=2, by=by)
    a_record_is_asked_for(site, case_name)
    due = a_case_is_due(site, case_name)
    a_programme_is_counted(site)
    a_list_is_checked(site)
    with site.inside():
        secured = Account.objects.get(username=SECURED)
        TOTP.activate(secured, generate_totp_secret())
        RecoveryCodes.activate(secured)
        forgetful = Account.objects.get(username="evaluator")
        key = default_token_generator.make_token(forgetful)
    with site.acting("worker") as by:
        a_case(by, people=[by.name])
    with site.acting("admin") as by:
        secret = staff.invite(worker=Worker.objects.get(actor_id=forgetful.actor_id), by=by)
    return {
        WELCOME: [f"/welcome/{secret}/"],
        NEW_PASSWORD: [f"/password/new/{user_pk_to_url_str(forgetful)}-{key}/"],
        DRY_RUN: [f"{DRY_RUN}?item={due}"],
        **partner_pages(site),
    }


def partner_pages(site: Site) -> dict[str, list[str]]:
    """The pages of the professional of the stories, whose link asks for no code in a demonstration."""
    with site.inside():
        here = f"/partner/{partner_link()}/"
    with site.acting("worker"):
        line = Step.objects.filter(owner="partner", case__care_team__ended_at=None).exclude(case__care_team=None)[0]
    return {PARTNER: [here], PARTNER_LINE: [f"{here}lines/{line.public_id}/"]}


def a_record_is_asked_for(site: Site, case_name: UUID) -> None:
    """Somebody says that something is wrong and asks for her record, and a letter went to the wrong door."""
    with site.acting("worker") as by:
        case = Case.objects.get(public_id=case_name)
        part = case.participants.order_by("id")[0]
        said: dict[str, Any] = {
            "kind": "other",
            "about": "The first note",
            "own_words": "I was never late. The bus broke down.",
        }
        take_correction(case=case, person_id=part.person_id, asked_on=clock.today(), by=by, **said)
        person, number = part.person, case.number
    with site.acting("privacy") as by:
        request = gathered(case, person, by)
        lengthen_request(request=request.public_id, why="Two cases lie in another building", by=by)
        happened = "A letter went to number 12, which is next door."
        take_breach(kind="sent", title=f"A letter, {number}", happened=happened, found_at=clock.now(), by=by)


def a_programme_is_counted(site: Site) -> None:
    """The numbers of a programme for last year, as its supervisor gave them."""
    with site.acting("supervisor") as by:
        programme = next(one for one in countable(by=by) if one.code == "family").public_id
        last = str(clock.today().year - 1)
        give_totals(programme=programme, period=last, why="The report to the county", by=by)


def a_case_is_due(site: Site, case_name: UUID) -> str:
    """One case is held for a court, two ended so long ago that they are due, and one of them is proposed.

    Returns the other one as the list of what is due names it.
    """
    with site.acting("worker") as by:
        an_ended_case(by)
        an_ended_case(by, "Arvid Lindqvist")
        number = Case.objects.get(public_id=case_name).number
    with site.acting("privacy") as by:
        in_a_year = clock.today() + timedelta(days=365)
        why = "The court asked us to keep everything"
        place_hold(number=number, why=why, authority="District court, 7/2026", review_on=in_a_year, by=by)
        first, *others = [one for one in candidates() if one.kind == ItemKind.CASE]
        propose_disposal(chosen=[first], by=by)
        return f"{others[0].kind.value}-{others[0].number}"


def a_list_is_checked(site: Site) -> None:
    """Upload a list in which one person seems to stand twice and another cannot be read, and let it be checked."""
    content = "№,Имя,День\n1,Zoë Müller,1970-04-03\n2,Zoe Muller,1970-04-03\n3,,\n".encode()
    with site.acting("supervisor") as by:
        run = imports.take_upload(name="Список", content=content, by=by)
        title = Reading.from_json(run.reading).sheets[0].title
        mapping = {title: {"№": "id", "Имя": "full_name", "День": "birth_date"}}
        run = imports.map_upload(run=run, mapping=mapping, dates="dmy", name="", by=by)
        imports.check_run(run=run, by=by)
    imports.carry_on(run_id=run.id, enter=lambda: site.acting("supervisor"))
