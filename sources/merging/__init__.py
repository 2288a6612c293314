"""Two records that are one: likely pairs, merging, parting, and what is mended in many records at once."""
