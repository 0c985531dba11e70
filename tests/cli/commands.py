"""The commands of `python run.py`, for the test of who may give which."""

COMMANDS = {
    "prepare": ((), "head staff press administrator auditor"),
    "people": (("list",), "head administrator"),
    "check": (("agen.csv",), "head staff"),
    "import": (("agen.csv",), "head staff"),
    "undo": ((), "head staff"),
    "hand-over": (("--from", "AB0001", "--to", "AB0002", "--since", "2019-04-01", "--all"), "head staff"),
    "rule": ((), "head staff"),
    "months": ((), "head staff auditor"),
    "figures": (("--period", "2019-S1"), "head staff press auditor"),
    "briefing": (("--period", "2019-S1", "--out", "b"), "head staff press auditor"),
    "explain": (("K7QM2X4D-FF60",), "head staff press auditor"),
    "verify": ((), "head staff auditor"),
    "calls": ((), "head staff auditor"),
    "meetings": ((), "head staff auditor"),
    "issued": ((), "head staff press auditor"),
    "demo": (("--out", "d"), "head staff"),
    "audit": ((), "head administrator auditor"),
    "backup": ((), "head administrator"),
    "restore": (("cadangan.zip",), "head administrator"),
}
"""Each command as it can be given, and the roles that may give it."""
