"""The verbs of the people room."""

from __future__ import annotations

from alongside.record.people.actions.adding import NewName, add_person, bring_into_circle, remember_not_same
from alongside.record.people.actions.changing import add_name, change_person, end_name, link_worker
from alongside.record.people.actions.happenings import add_life_event, change_life_event, take_back_life_event
from alongside.record.people.actions.health import end_health, note_health
from alongside.record.people.actions.homes import join_household, leave_household, start_household
from alongside.record.people.actions.many import (
    NewMember,
    NewPerson,
    NewPoint,
    NewRelation,
    add_contact_points,
    add_people,
    join_households,
    relate_many,
    start_households,
)
from alongside.record.people.actions.ordering import add_order, change_order, end_order, take_back_order
from alongside.record.people.actions.placing import add_placement, change_placement, end_placement, take_back_placement
from alongside.record.people.actions.reaching import add_contact_point, change_contact_point, end_contact_point
from alongside.record.people.actions.relating import end_relationship, relate, take_back_relationship
from alongside.record.people.actions.taking_back import (
    take_back_person,
    take_back_row,
    take_back_wish,
    undo_end_of_bond,
    undo_end_of_relationship,
    undo_leaving_household,
)
from alongside.record.people.actions.ties import add_system, end_bond, end_system, note_bond, rate_tie
from alongside.record.people.actions.wishing import add_wish, drop_wish

__all__ = [
    "NewMember",
    "NewName",
    "NewPerson",
    "NewPoint",
    "NewRelation",
    "add_contact_point",
    "add_contact_points",
    "add_life_event",
    "add_name",
    "add_order",
    "add_people",
    "add_person",
    "add_placement",
    "add_system",
    "add_wish",
    "bring_into_circle",
    "change_contact_point",
    "change_life_event",
    "change_order",
    "change_person",
    "change_placement",
    "drop_wish",
    "end_bond",
    "end_contact_point",
    "end_health",
    "end_name",
    "end_order",
    "end_placement",
    "end_relationship",
    "end_system",
    "join_household",
    "join_households",
    "leave_household",
    "link_worker",
    "note_bond",
    "note_health",
    "rate_tie",
    "relate",
    "relate_many",
    "remember_not_same",
    "start_household",
    "start_households",
    "take_back_life_event",
    "take_back_order",
    "take_back_person",
    "take_back_placement",
    "take_back_relationship",
    "take_back_row",
    "take_back_wish",
    "undo_end_of_bond",
    "undo_end_of_relationship",
    "undo_leaving_household",
]
