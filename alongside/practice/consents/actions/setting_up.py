"""What the agency sets up: the words of its forms, and its agreements with partners."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import ADMINISTERS, Reader
from alongside.practice.consents.enums import Item, Regime
from alongside.practice.consents.models import ConsentForm, PartnerAgreement
from alongside.practice.consents.rules.profiles import may_publish, profile_of, shipped_words
from alongside.practice.consents.rules.standing import digest_of


@transaction.atomic
def publish_form(
    *, regime: Regime, language: str = "en", title: str, parts: Mapping[str, str], by: Reader
) -> ConsentForm:
    """Publish the agency's own words for a regime as the next version; consents that were asked keep theirs.

    Refused while an element that the regime asks for is missing, naming each (Practice B12.9), and for everybody who
    does not set up the agency.
    """
    _may_set_up(by)
    profile = profile_of(regime)
    if reasons := may_publish(profile, parts):
        fields = {one.code.removeprefix("form."): one.reason for one in reasons}
        words = " ".join(str(one.reason) for one in reasons)
        raise Refused(reasons[0].code, words, fields=fields, basis=reasons[0].basis)
    newest = ConsentForm.objects.filter(regime=regime, language=language).aggregate(last=Max("number"))["last"]
    tidy = {key: text.strip() for key, text in parts.items() if text.strip()}
    return ConsentForm.objects.create(
        regime=regime,
        language=language,
        number=(newest or shipped_words(regime).number) + 1,
        title=title.strip() or shipped_words(regime).title,
        parts=tidy,
        profile=profile.name,
        digest=digest_of(tidy),
        published_at=clock.now(),
        published_by_id=by.actor_id,
    )


@transaction.atomic
def add_agreement(
    *, partner: str, scope: str, items: Collection[str], from_on: date, until_on: date, contact: str = "", by: Reader
) -> PartnerAgreement:
    """Record an agreement with a partner: about which things, from when until when. Refused without an end (S-117)."""
    _may_set_up(by)
    fields = {}
    if not partner.strip():
        fields["partner"] = _("Name the partner.")
    if not items:
        fields["items"] = _("Say which things it is about.")
    if until_on < from_on:
        fields["until_on"] = _("The last day lies before the first.")
    if fields:
        raise Refused("agreement", " ".join(fields.values()), fields=fields)
    return PartnerAgreement.objects.create(
        partner=partner.strip(),
        scope=scope.strip(),
        items=[value for value in Item.values if value in items],
        contact=contact.strip(),
        from_on=from_on,
        until_on=until_on,
    )


def _may_set_up(by: Reader) -> None:
    if not by.holds(ADMINISTERS):
        raise Refused("agency.set_up", _("Only who sets up the agency does this. Ask the administrator."))
