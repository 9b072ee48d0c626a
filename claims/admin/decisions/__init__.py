"""The pages on which editors decide: status, publication, retraction, suppression."""
