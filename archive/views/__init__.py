"""Pages of the archive: thin functions, one file for each kind of page."""
