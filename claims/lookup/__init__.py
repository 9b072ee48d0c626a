"""What the record says at a moment: how pages, feeds, exports and the API all ask it."""
