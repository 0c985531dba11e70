"""Each page's file and its address, and the groups that the menu shows them in."""

from dashboard.view import address

OVERVIEW = "dashboard/pages/overview.py"
ACQUISITIONS = "dashboard/pages/acquisitions.py"
CONTRIBUTIONS = "dashboard/pages/contributions.py"
AGENTS = "dashboard/pages/agents.py"
AGENT = "dashboard/pages/agent.py"
PERSISTENCY = "dashboard/pages/persistency.py"
WATCH = "dashboard/pages/watch.py"
BRIEFING = "dashboard/pages/briefing.py"
FILES = "dashboard/pages/files.py"
TRACE = "dashboard/pages/trace.py"
DEFINITIONS = "dashboard/pages/definitions.py"
CHANGED = "dashboard/pages/changed.py"
MEETING = "dashboard/pages/meeting.py"
PEOPLE = "dashboard/pages/people.py"

ADDRESSES = {
    OVERVIEW: "ringkasan",
    ACQUISITIONS: "akuisisi",
    CONTRIBUTIONS: "iuran",
    PERSISTENCY: "persistensi",
    AGENTS: "agen",
    AGENT: "agen-perisai",
    WATCH: "daftar",
    BRIEFING: "taklimat",
    TRACE: address.TRACE,
    FILES: "data",
    DEFINITIONS: "definisi",
    CHANGED: "perubahan",
    MEETING: "rapat",
    PEOPLE: "orang",
}
"""Each page's file and its address; the first is the one that opens."""

GROUPS = {
    "performance": (OVERVIEW, ACQUISITIONS, CONTRIBUTIONS, PERSISTENCY),
    "agents": (AGENTS, WATCH),
    "press": (BRIEFING, TRACE),
    "data": (FILES, DEFINITIONS),
}
"""The menu: its groups in order, each with its pages. What stands in none of them is opened from a name."""

OLD = {"beda": TRACE, "angka-terbit": TRACE}
"""Addresses that links and prints still carry, and the page that what stood there has become part of."""

BELONGS = {AGENT: AGENTS, CHANGED: FILES, MEETING: WATCH, PEOPLE: FILES}
"""The menu's entry that is marked while a page is open that has none of its own."""

FILTERS = ("period", "wilayah", "sectors", "offices")
"""What the frame offers to narrow a page by."""

NARROWED = {
    MEETING: ("period",),
    AGENT: ("period", "wilayah", "offices"),
    TRACE: (),
    FILES: (),
    PEOPLE: (),
    DEFINITIONS: ("period",),
}
"""The filters that work on a page, where they are not all: another is not offered there, and what it holds stays."""

OF_METRIC = {
    "acquired": ACQUISITIONS,
    "acquired_new": ACQUISITIONS,
    "acquired_returning": ACQUISITIONS,
    "returned_by_paying": ACQUISITIONS,
    "projected_acquired": ACQUISITIONS,
    "acquired_per_month": ACQUISITIONS,
    "acquired_target_reached": ACQUISITIONS,
    "received": CONTRIBUTIONS,
    "received_from_new": CONTRIBUTIONS,
    "received_from_earlier": CONTRIBUTIONS,
    "cumulative": CONTRIBUTIONS,
    "projected_received": CONTRIBUTIONS,
    "received_target_reached": CONTRIBUTIONS,
    "persistency_people": PERSISTENCY,
    "persistency_rupiah": PERSISTENCY,
    "participants_active": PERSISTENCY,
    "participants_stopped": PERSISTENCY,
    "coverage": PERSISTENCY,
    "participants_funded": PERSISTENCY,
    "agents_changing": WATCH,
}
"""The page on which a metric is shown; the others' is the agents'."""
