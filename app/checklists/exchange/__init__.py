"""Checklists as files of others: our YAML, a spreadsheet, an XLSForm; written and read."""
