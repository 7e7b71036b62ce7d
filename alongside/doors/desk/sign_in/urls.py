"""Addresses of signing in. The names are the library's, which it looks for; nothing else of it is open."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from alongside.doors.desk.sign_in import views
from alongside.doors.desk.sign_in.welcome import welcome

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/code/", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("welcome/<str:secret>/", welcome, name="welcome"),
    path("settings/password/", account.password_change, name="account_change_password"),
    path("settings/second-factor/", second_factor.index, name="mfa_index"),
    path("settings/second-factor/start/", views.start_second_factor, name="second-factor-start"),
    path("settings/second-factor/app/", views.set_up_app, name="mfa_activate_totp"),
    path("settings/second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("settings/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("settings/second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("settings/second-factor/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("settings/second-factor/passkeys/add/", views.add_passkey, name="mfa_add_webauthn"),
    path("settings/second-factor/passkeys/<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
