"""Addresses of contacts."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.contacts import cosigning, filing, notes, recording, taking_out

urlpatterns = [
    path("new/", recording.new, name="new-contact"),
    path("sign/", notes.sign_several, name="sign-notes"),
    path("<uuid:contact>/", notes.contact, name="contact"),
    path("<uuid:contact>/change/", notes.change, name="change-note"),
    path("<uuid:contact>/sign/", notes.sign, name="sign-note"),
    path("<uuid:contact>/cosign/", cosigning.cosign, name="cosign-note"),
    path("<uuid:contact>/amend/", notes.amend, name="amend-note"),
    path("<uuid:contact>/hold/", notes.hold, name="hold-note"),
    path("<uuid:contact>/files/", filing.add_files, name="contact-files"),
    path("<uuid:contact>/take-out/", taking_out.take_out, name="take-out-contact"),
    path("<uuid:contact>/share/", notes.share, name="share-note"),
]
