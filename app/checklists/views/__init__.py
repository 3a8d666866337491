"""Pages on which standards are read, and what is recorded of their sources."""
