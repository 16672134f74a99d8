"""The git repository of one site: layout, messages, writing and reading."""
