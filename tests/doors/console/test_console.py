"""Set-up of programmes, teams and the agency: reading a protocol, the next version, what is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.agency.organisation import queries
from alongside.agency.organisation.models import Programme, Team
from alongside.doors.console.programmes import as_text, differences
from alongside.ground.foundation.reader import Reader

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def family(become: Become) -> Programme:
    become("admin")
    return Programme.objects.get(code="family")


def test_a_protocol_reads_as_a_page_with_what_each_rule_rests_on(visit: Visit, become: Become) -> None:
    programme = family(become)
    rules = queries.rules_of(queries.protocols(programme.id)[0].id)
    page = visit("admin").get(f"/set-up/programmes/{programme.public_id}/protocol/1/").content.decode()
    for stage in rules.stages:
        assert stage.label in page
        for need in stage.needs:
            assert need.basis.text[:20] in page or "&#x27;" in page
    assert visit("admin").get(f"/set-up/programmes/{programme.public_id}/protocol/9/").status_code == 404


def test_the_next_version_is_shown_first_and_published_then(visit: Visit, become: Become) -> None:
    programme = family(become)
    first = queries.protocols(programme.id)[0]
    client, path = visit("admin"), f"/set-up/programmes/{programme.public_id}/protocol/new/"
    text = client.get(path).context["form"].initial["text"]
    changed = text.replace("after_care_days: 90", "after_care_days: 60")
    assert changed != text
    sent = {"text": changed, "valid_from": "2026-12-01", "change_note": "The funder pays for two months."}
    looked = client.post(path, {**sent, "look": ""})
    assert [(line.kind, line.text) for line in looked.context["changes"] if line.kind in ("added", "taken")] == [
        ("taken", "after_care_days: 90"),
        ("added", "after_care_days: 60"),
    ]
    become("admin")
    assert len(queries.protocols(programme.id)) == 1
    assert client.post(path, {**sent, "publish": ""}).status_code == 302
    become("admin")
    assert [line.number for line in queries.protocols(programme.id)] == [2, 1]
    assert queries.rules_of(first.id).after_care_days == 90


def test_faults_of_a_version_are_said_in_plain_words_and_the_text_stays(visit: Visit, become: Become) -> None:
    programme = family(become)
    path = f"/set-up/programmes/{programme.public_id}/protocol/new/"
    client = visit("admin")
    text = client.get(path).context["form"].initial["text"]
    sent = {"valid_from": "2026-12-01", "change_note": "Trying.", "publish": ""}
    wrong = client.post(path, {**sent, "text": text.replace("after_care_days: 90", "after_care_days: many")})
    assert ("after_care_days", "“many” is not a whole number.") in wrong.context["faults"]
    assert "after_care_days: many" in wrong.content.decode()
    torn = client.post(path, {**sent, "text": "stages: [one"})
    assert torn.context["faults"][0][0].startswith("Line")
    become("admin")
    assert len(queries.protocols(programme.id)) == 1


def test_a_protocol_as_text_reads_back_to_the_same(become: Become) -> None:
    programme = family(become)
    rules = queries.rules_of(queries.protocols(programme.id)[0].id)
    text = as_text(rules, number=2)
    assert differences(text, text) == []
    assert f"version: {2}" in text


def test_teams_are_added_once(visit: Visit, become: Become) -> None:
    client = visit("admin")
    assert client.post("/set-up/teams/", {"name": "Outreach", "kind": "casework"}).status_code == 302
    again = client.post("/set-up/teams/", {"name": "outreach", "kind": "casework"})
    assert "a team of that name already" in again.content.decode()
    become("admin")
    assert Team.objects.filter(name__iexact="outreach").count() == 1


def test_the_agency_keeps_what_is_right_and_says_what_is_not(visit: Visit, become: Become) -> None:
    client = visit("admin")
    sent = {
        "name": "Harbour Family Service",
        "time_zone": "Europe/Dublin",
        "country": "ie",
        "languages": "en, so",
        "default_language": "en",
        "worry_line": "01 555 0111",
        "number_prefix": "HF",
    }
    assert client.post("/set-up/agency/", sent).status_code == 302
    assert queries.the_agency().worry_line == "01 555 0111"
    assert queries.the_agency().country == "IE"
    assert queries.the_agency().languages == ("en", "so")
    assert not queries.the_agency().demonstration
    refused = client.post("/set-up/agency/", {**sent, "country": "QQ"})
    assert "No holidays are known" in refused.content.decode()
