"""Addresses of one's own settings."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.account import tokens, views

urlpatterns = [
    path("", views.settings_page, name="settings"),
    path("sign-ins/", views.sign_ins, name="sign-ins"),
    path("sign-ins/end/", views.end_sign_in, name="end-sign-in"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/end/", tokens.end_token, name="end-token"),
]
