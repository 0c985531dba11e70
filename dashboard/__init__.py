"""SHOWS: the screen, the command line and what leaves by them."""
