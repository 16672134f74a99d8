"""`tracker audit`: sync, judge what is new against a policy, keep a record, tell people."""
