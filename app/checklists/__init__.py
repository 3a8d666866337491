"""Checklists and standards: read from YAML, checked once, never changed while the program runs."""
