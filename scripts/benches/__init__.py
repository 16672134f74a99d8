"""Measurements of speed, size and memory: every result is a ratio of two things of one run."""
