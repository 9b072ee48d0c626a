"""What is public of each kind: typed, versioned, the one home of a field."""
