"""Pages that draw on every feature: the list of cases, and one case at a glance."""
