"""The one-time way in: a new worker chooses her password and goes on to her second factor."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alongside.agency.staff import actions, queries
from alongside.doors.desk.sign_in.forms import RULES
from alongside.ground.foundation.errors import Refused


class Welcome(forms.Form):
    """A password of one's own, twice."""

    password1 = forms.CharField(
        label=_("New password"),
        help_text=RULES,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        """Both must be the same."""
        second: str = self.cleaned_data["password2"]
        if second != self.cleaned_data.get("password1", second):
            raise forms.ValidationError(_("The two are not the same. Type the second one again."))
        return second


@never_cache
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Show who is expected, take the password she chooses, sign her in. A way in that is over opens nothing."""
    found = queries.invited(secret)
    if found is None:
        return render(request, "desk/sign_in/invitation_over.html", {"words": queries.INVITATION_OVER}, status=404)
    form = Welcome(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = actions.accept_invitation(secret=secret, password=form.cleaned_data["password1"])
        except Refused as refusal:
            form.add_error("password1" if "password" in refusal.fields else None, str(refusal.message))
        else:
            request.session.flush()
            record_authentication(request, account, method="password", reauthenticated=True)
            get_adapter(request).login(request, account)
            return redirect("/")
    return render(request, "desk/sign_in/welcome.html", {"form": form, "found": found})
