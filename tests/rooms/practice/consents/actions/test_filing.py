"""What proves a signature: a paper or drawn lines, of a consent that was not refused."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.practice.consents import actions
from alongside.practice.consents.models import ConsentFile
from alongside.practice.documents.actions import NewFile
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import a_consent, an_asked_consent
from tests.factories.files import a_pdf


def test_a_paper_and_lines_belong_to_their_consent_and_to_nobody_else(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    consent, refused = a_consent(case, by), an_asked_consent(case, by)
    paper = actions.add_signed_paper(consent=consent, file=NewFile("scan.pdf", a_pdf()), by=by)
    line = "10,10 20,40 30,10 40,40 50,10 60,40 70,10 80,40"
    drawn = actions.add_drawn_signature(consent=consent, lines=line, name=" Marta ", by=by)
    assert (paper.title, drawn.title, drawn.kind) == ("Signed consent", "Signature of Marta", "lines")
    assert list(ConsentFile.objects.order_by("id").values_list("part", flat=True)) == ["paper", "drawn"]
    with pytest.raises(Refused, match="Draw it again"):
        actions.add_drawn_signature(consent=consent, lines="", name="Marta", by=by)
    said_no = actions.refuse_consent(consent=refused, by=by)
    with pytest.raises(Refused, match="said no"):
        actions.add_signed_paper(consent=said_no, file=NewFile("scan.pdf", a_pdf()), by=by)
    stranger = become("elsewhere")
    with pytest.raises(Refused):
        actions.add_signed_paper(consent=consent, file=NewFile("scan.pdf", a_pdf()), by=stranger)
    assert not ConsentFile.objects.exists()
