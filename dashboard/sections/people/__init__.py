"""Parts of the page of people: who they are and what they may, and what was done with the data."""
