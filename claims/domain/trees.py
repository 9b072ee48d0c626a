"""Trees of events and of categories have one depth, wherever they are walked."""

# Deeper than any event we know; what stands in a circle ends here.
DEEPEST = 64
