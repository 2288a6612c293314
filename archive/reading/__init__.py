"""Reading: from bytes to a proposal. Pure: no database, no network, no clock."""
