"""Joins the apps: settings, addresses, the way in. Nobody imports it."""
