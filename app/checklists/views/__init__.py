"""Pages about standards, and about the checklists that ask about them."""
