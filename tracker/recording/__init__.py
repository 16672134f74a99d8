"""From readings to commits: what a reading adds to an archive, and writing it in order."""
