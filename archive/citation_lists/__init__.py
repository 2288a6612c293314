"""Citation lists: putting together, ordering, freezing and reading what somebody means to cite."""
