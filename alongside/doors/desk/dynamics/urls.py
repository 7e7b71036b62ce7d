"""Addresses of how a family works, of what is for some of it only, and of what carers may see; below a case."""

from __future__ import annotations

from django.urls import path

from alongside.doors.desk.dynamics import carers, kept, views

urlpatterns = [
    path("dynamics/", views.dynamics, name="dynamics"),
    path("dynamics/new/", views.new_entry, name="dynamics-new"),
    path("dynamics/<uuid:entry>/", views.entry, name="dynamics-entry"),
    path("for-whom/<slug:kind>/<uuid:item>/", kept.for_whom, name="for-whom"),
    path("copy-for/<uuid:person>/", kept.copy_for, name="family-copy"),
    path("carers/", carers.listing, name="carers"),
    path("carers/new/", carers.new, name="carers-new"),
    path("carers/<uuid:sight>/", carers.sight, name="carer-sight"),
]
