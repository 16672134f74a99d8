"""Audits as strings, in the forms that people and other programs read."""
