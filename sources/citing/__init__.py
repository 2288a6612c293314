"""How a Source is cited: as an item of CSL-JSON, and from there in any style."""
