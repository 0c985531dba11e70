"""Faults put into the code one at a time, to see whether a test notices: `make mutation`, never in CI.

`python -m tests.mutation [--sample N] [--seed N] [--minutes N] [--skip N] [--numbers N,N] [--files N]
[--seconds N] [--only PATH]`
"""
