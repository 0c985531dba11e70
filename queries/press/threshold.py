"""From how many people a number may leave: everything that counts or says it takes it from here."""

LEAST_PEOPLE = 5
"""People behind a cell that may be shown, at least (domain, section 6)."""
