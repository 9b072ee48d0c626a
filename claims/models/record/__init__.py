"""The tables of what was published: the log, and the rows made from it that readers ask."""
