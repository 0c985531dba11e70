"""A page reads like a table of contents: no SQL, no Polars, no colour, no prose."""

OVERVIEW = "dashboard/pages/overview.py"
ACQUISITIONS = "dashboard/pages/acquisitions.py"
CONTRIBUTIONS = "dashboard/pages/contributions.py"
AGENTS = "dashboard/pages/agents.py"
AGENT = "dashboard/pages/agent.py"
PERSISTENCY = "dashboard/pages/persistency.py"
WATCH = "dashboard/pages/watch.py"
FILES = "dashboard/pages/files.py"
DEFINITIONS = "dashboard/pages/definitions.py"

ADDRESSES = {
    OVERVIEW: "ringkasan",
    ACQUISITIONS: "akuisisi",
    CONTRIBUTIONS: "iuran",
    AGENTS: "agen",
    AGENT: "agen-perisai",
    PERSISTENCY: "persistensi",
    WATCH: "daftar",
    FILES: "data",
    DEFINITIONS: "definisi",
}
"""Each page's file and its address, in the menu's order; the first is the one that opens."""
