"""Pages on which documents are read and downloaded."""
