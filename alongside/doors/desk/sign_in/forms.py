"""Forms of signing in: the library's fields in our words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.outbox import defer

RESET = "send_password_reset"
RULES = _(
    "At least 12 characters. Three or four words that do not belong together are easy to keep in mind. "
    "Not your name, and none that is often used."
)


class Plain:
    """No placeholder where a label stands, and no words of the library's."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class SignIn(Plain, account.LoginForm):  # type: ignore[misc]  # the library carries no types
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username")
        self.fields["password"].label = _("Password")


class Again(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that matters."""


class ChangePassword(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        _new_twice(self.fields)


class NewPassword(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password twice, after a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _new_twice(self.fields)


class ForgotPassword(forms.Form):
    """An e-mail address. What happens with it is decided in a job, so that the answer says nothing about accounts."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Queue the mail; the same for an address that nobody here has."""
        address: str = self.cleaned_data["email"]
        defer(RESET, address=address, origin=request.build_absolute_uri("/"))
        return address


class Code(Plain, second_factor.AuthenticateForm):  # type: ignore[misc]
    """The code of the device, or one of the codes kept for when it is lost."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class AgainCode(Plain, second_factor.ReauthenticateForm):  # type: ignore[misc]
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class AddApp(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new device."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class AddPasskey(Plain, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for the key, and whether it may stand for the password too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this key")
        self.initial["name"] = ""
        self.fields["name"].help_text = _("So that you know it again, such as “My phone”.")
        self.fields["passwordless"].label = _("Sign in with this key alone")
        self.fields["passwordless"].help_text = _(
            "It then asks for your finger, face or PIN, and no password is needed."
        )
        self.fields["passwordless"].initial = True


def _new_twice(fields: dict[str, forms.Field]) -> None:
    fields["password1"].label = _("New password")
    fields["password1"].help_text = RULES
    fields["password2"].label = _("New password once more")


def _code(field: forms.Field) -> None:
    field.label = _("Code from your device")
    field.widget.attrs |= {"autocomplete": "one-time-code", "inputmode": "numeric"}
