"""What the answers indicate, what a person finds, and the grade a person decides."""
