"""Paste a table: claims and figures from a spreadsheet, looked at first, all of them or none."""
