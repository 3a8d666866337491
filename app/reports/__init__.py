"""A case's assessment as a document: on the screen, and as a PDF."""
