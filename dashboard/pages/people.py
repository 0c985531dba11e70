"""Orang dan peran: who may look at the branch, what each of them sees, and every change."""

from dashboard.sections import people

who = people.heading()
people.listing(who)
people.form(who)
people.see_as(who)
people.record(who)
