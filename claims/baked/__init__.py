"""Answers kept as files, which a web server gives to readers whether the app runs or not."""
