"""Each page's file and its address."""

from dashboard.view import address

OVERVIEW = "dashboard/pages/overview.py"
ACQUISITIONS = "dashboard/pages/acquisitions.py"
CONTRIBUTIONS = "dashboard/pages/contributions.py"
AGENTS = "dashboard/pages/agents.py"
AGENT = "dashboard/pages/agent.py"
PERSISTENCY = "dashboard/pages/persistency.py"
WATCH = "dashboard/pages/watch.py"
BRIEFING = "dashboard/pages/briefing.py"
PUBLISHED = "dashboard/pages/published.py"
FILES = "dashboard/pages/files.py"
TRACE = "dashboard/pages/trace.py"
DIFFERENCE = "dashboard/pages/difference.py"
DEFINITIONS = "dashboard/pages/definitions.py"

ADDRESSES = {
    OVERVIEW: "ringkasan",
    ACQUISITIONS: "akuisisi",
    CONTRIBUTIONS: "iuran",
    AGENTS: "agen",
    AGENT: "agen-perisai",
    PERSISTENCY: "persistensi",
    WATCH: "daftar",
    BRIEFING: "taklimat",
    PUBLISHED: "angka-terbit",
    FILES: "data",
    TRACE: address.TRACE,
    DIFFERENCE: "beda",
    DEFINITIONS: "definisi",
}
"""Each page's file and its address, in the menu's order; the first is the one that opens."""
