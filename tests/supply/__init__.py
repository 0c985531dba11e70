"""What the project takes from others: which releases, whether they are sound, under which licences. `make check`."""
