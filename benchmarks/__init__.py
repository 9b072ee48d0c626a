"""What could become slow, measured: each module one part of the house."""
