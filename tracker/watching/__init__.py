"""`tracker watch`: one sync after another, often while a site is at work."""

from tracker.watching.cadence import Cadence
from tracker.watching.manners import Connect
from tracker.watching.rounds import Round, Watch

__all__ = ["Cadence", "Connect", "Round", "Watch"]
