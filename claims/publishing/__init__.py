"""From the desk to the record: states of subjects, the log they are appended to, and its rows."""
