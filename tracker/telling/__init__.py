"""Telling people what an audit found: webhooks, mail, and the services that apprise knows.

A message is told at least once: what could not be delivered is sent again by the next audit,
and a key that stays the same lets a receiver drop what it has already got.
"""
