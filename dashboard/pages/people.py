"""Orang dan peran: who may look at the branch, what each of them sees, every change; what was done with the data."""

from dashboard.sections.people import audit, roles

who = roles.heading()
roles.listing(who)
roles.form(who)
roles.see_as(who)
roles.record(who)
audit.entries(who)
