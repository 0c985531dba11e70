"""READS: knows no screen, no settings, no files and no clock."""
