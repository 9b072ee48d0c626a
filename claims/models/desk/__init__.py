"""The tables that editors work on: relational, editable and private."""
