"""What signing in means here: no sign-up, our words, passwords and second factors kept as the house keeps secrets."""

from __future__ import annotations

import base64
import hashlib
import time
from io import BytesIO
from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from alongside.agency.organisation import queries as organisation
from alongside.agency.staff.rules import DEMONSTRATION_PASSWORD
from alongside.ground.foundation.outbox import defer

NOTICE = "send_sign_in_notice"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library carries no types
    """Signing in by name and password, for staff whom an administrator has invited."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("That name and password do not fit together. Check both and try again."),
        "incorrect_password": _("That password did not match. Try again."),
        "enter_current_password": _("That is not your present password. Try again."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "rate_limited": _("That was tried too often. Wait a few minutes, then try again."),
        "incorrect_code": _("That code did not match. Type the six digits that your device shows now."),
        "invalid_password_reset": _("This address has been used or is too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: workers are invited."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Write the password and nothing else: the application may change no other part of an account here."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Check name and password. The well-known password of demonstrations opens nothing else."""
        if credentials.get("password") == DEMONSTRATION_PASSWORD and not demonstration_password_opens():
            credentials["password"] = f"{DEMONSTRATION_PASSWORD} is refused"
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries at a name are counted for each address, so that nobody shuts its owner out by guessing (R-41)."""
        key: str = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}|{self.get_client_ip(request)}"

    def is_reauthentication_required(self, app: str = "") -> bool:
        """Signing in within the last five minutes counts as having said again who one is."""
        request = context.request
        moments = [record["at"] for record in get_authentication_records(request, request.user)]
        return not moments or time.time() - max(moments) >= REAUTHENTICATION_TIMEOUT

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own settings."""
        return reverse("settings")

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: Any = None, email: str | None = None
    ) -> None:
        """Tell the owner by mail, from a job, that something about her sign-in was changed."""
        address = email or getattr(user, "email", "")
        if address:
            defer(NOTICE, account=user.pk)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # the library carries no types
    """Second factors: secrets encrypted at rest, names of the agency and the sign-in on the device."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "That did not match. Type the six digits that your device shows now, or try the key again."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key derived from the installation's secret."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The reverse of ``encrypt``."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture for the device, on white of its own, so that a dark page can be read by a camera too."""
        stream = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(stream)
        return stream.getvalue().decode()

    def get_totp_issuer(self) -> str:
        """The agency's name stands beside the code on the device."""
        return organisation.the_agency().name or "Alongside"

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


def demonstration_password_opens() -> bool:
    """Whether the well-known password may open anything: in a demonstration's database, and in tests."""
    return settings.TESTING or organisation.the_agency().demonstration


def _cipher() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factors").digest()
    return Fernet(base64.urlsafe_b64encode(key))
