"""The measurements (`make bench`): what the dashboard takes, each beside its floor, taken in turns in the same run.

A floor is what the same thing costs without anything of ours: a page that sends the same elements from constants, raw
SQL of the same answer, the database's own bulk load, bare vl-convert. A ratio to the floor holds on a busy machine and
on another one, where a number of seconds does not. No test asserts any of it (docs/operations.md, "Measure").
"""
