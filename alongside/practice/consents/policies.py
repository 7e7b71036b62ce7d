"""Who sees a consent and what left: the circle of the case. Nobody changes what was signed or what left."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle, reference

CASE = [("case_id", "cases_case")]
CONSENT = ("consent_id", "consents_consent")

GUARDS = (
    reference("consents.ConsentForm"),
    reference("consents.PartnerAgreement"),
    by_circle(
        "consents.Consent",
        parents=[*CASE, ("paper_id", "documents_document"), ("replaces_id", "consents_consent")],
        subjects=["person_id"],
        person_column="person_id",
    ),
    by_circle("consents.ConsentSignature", parents=[CONSENT], update=False),
    by_circle("consents.ConsentFile", parents=[CONSENT, ("attachment_id", "documents_attachment")], update=False),
    replace(by_circle("consents.ConsentShare", parents=[CONSENT], update=False), write=None),
    by_circle(
        "consents.Disclosure",
        parents=[*CASE, CONSENT],
        subjects=["person_id"],
        person_column="person_id",
        update=False,
    ),
    by_circle("consents.DisclosedItem", parents=[("disclosure_id", "consents_disclosure")], update=False),
)
