"""WRITES: every row in the database came through here."""
