"""What is known of a case, and from where: exhibits, the chronology, sources in conflict."""
