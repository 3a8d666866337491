"""Pages on which assessments are made."""
