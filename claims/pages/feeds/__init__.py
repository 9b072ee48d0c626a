"""Feeds of changes: for the site, its corrections, an event, a claim or a source."""
