"""Reading an edit: pure functions from two states to what was changed."""
