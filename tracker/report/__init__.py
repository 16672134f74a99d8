"""Values shown to people: pure functions from a value to a string."""
