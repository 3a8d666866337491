"""Who did what, and when, and what stood there before.  Rows are added and never changed."""
