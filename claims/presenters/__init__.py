"""A published state made ready for a template: by the pages, and by previews on the desk."""
