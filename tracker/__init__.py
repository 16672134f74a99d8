"""Record how the posts of a WordPress site change."""

__version__ = "0.1.0"
