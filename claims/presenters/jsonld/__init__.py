"""Pages in the words of schema.org, for machines: never more than the page itself says."""
