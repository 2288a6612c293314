"""References from the files of other programs: read, compared with what is here, chosen, then made in one batch."""
