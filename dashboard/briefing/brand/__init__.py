"""The branch's own logo, letterhead and deck: read from the data folder, judged, and given to the documents."""
