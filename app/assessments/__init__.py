"""A reviewer works through a checklist for one case, or a monitor for one hearing."""
