"""A page reads like a table of contents: no SQL, no Polars, no colour, no prose."""
