"""The WordPress REST API, read as a careful client: discovery, listing, revisions, names."""
