"""Forms in which a checklist is written."""
