"""Orang dan peran: who looks at the branch, what each sees, every change; the daily backup; what was done with data."""

from dashboard.sections import backups
from dashboard.sections.people import audit, roles
from queries.access import Permission

who = roles.heading()
roles.listing(who)
roles.form(who)
roles.see_as(who)
roles.record(who)
if who.viewer.may(Permission.KEEP):
    backups.line(who.words, who.chosen)
audit.entries(who)
