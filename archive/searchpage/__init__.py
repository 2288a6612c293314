"""The page of search results: its tabs, its rows, its addresses, and what it says when nothing is found."""
