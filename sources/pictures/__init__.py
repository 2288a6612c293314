"""Drawings made on the server: where each box and arrow goes. Templates turn them into SVG, with a table beside it."""
