"""Real cases to begin with: Kem Sokha, from a press release, and cases that others assessed."""
