"""The same standards, across cases.  Never a ranking."""
