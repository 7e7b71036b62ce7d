"""Mails about signing in, sent by jobs: neutral subjects, no names, nothing about who or what the agency is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from alongside.agency.access import queries as accounts
from alongside.agency.organisation import queries as organisation
from alongside.doors.commands.jobs import fresh_connection
from alongside.doors.commands.mails import TRIED_AGAIN


@app.task(name="send_password_reset", retry=TRIED_AGAIN)
def send_password_reset(address: str, origin: str) -> None:
    """Send the one-time address for a new password to every open account with an e-mail address; to nobody else.

    Runs apart from the request, so that its answer takes as long for an address that nobody has. The secret is made
    here and stored nowhere.
    """
    fresh_connection()
    for account in accounts.accounts_by_address(address):
        key = f"{user_pk_to_url_str(account)}-{default_token_generator.make_token(account)}"
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        with translation.override(_language(account)):
            _mail(
                account.email,
                _("What you asked for"),
                _(
                    "Somebody asked to choose a new password for this address. If it was you, open this page:\n\n"
                    "%(address)s\n\nIt is good for one hour and one use. If it was not you, nothing has changed."
                )
                % {"address": urljoin(origin, path.replace("UID-KEY", key))},
            )


@app.task(name="send_sign_in_notice", retry=TRIED_AGAIN)
def send_sign_in_notice(account: int) -> None:
    """Tell an account's owner that something about her sign-in was changed, so that she notices when it was not she."""
    fresh_connection()
    found = accounts.account_by_number(account)
    if found is None or not found.email:
        return
    with translation.override(_language(found)):
        _mail(
            found.email,
            _("A change you should know of"),
            _(
                "Something about the way you sign in was changed: a password, a key or codes.\n\n"
                "If it was you, all is well. If it was not, ring whoever runs the system where you work, now."
            ),
        )


def _mail(address: str, subject: str, body: str) -> None:
    EmailMessage(subject=subject, body=body, to=[address]).send()


def _language(account: Any) -> str:
    return str(account.language or organisation.the_agency().default_language)
