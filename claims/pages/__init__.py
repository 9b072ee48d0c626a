"""What readers see: a view for each kind of public page, with its feeds, downloads and pictures."""
