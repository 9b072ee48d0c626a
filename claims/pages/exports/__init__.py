"""Downloads of the record: figures, claims and changes, as tables and as lines of JSON."""
