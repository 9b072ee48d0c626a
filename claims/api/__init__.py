"""The record for machines: read-only, JSON, versioned in the address."""
