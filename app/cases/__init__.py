"""Cases: who is tried, for what, before whom, and the facts that decide what applies."""
