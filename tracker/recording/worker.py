"""A process that compares the states of new posts for another one, until its input ends.

Length and pickle, both ways, between two processes of one program: nothing that a site or a file
says is ever unpickled, only what `tracker.recording.ahead` made of it.
"""

from __future__ import annotations

import pickle
import signal
import sys
from typing import IO, Any

from tracker.recording.chain import Chain, chain_post
from tracker.recording.readings import PostReading
from tracker.recording.states import Context
from tracker.recording.timeline import Nothing

_LENGTH = 8


def main() -> None:
    """Take the context, then lists of readings; answer each with the list of their chains."""
    # Ctrl-C reaches the whole group of processes; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    context = receive(source)
    while (readings := receive(source)) is not None:
        chains = [chain_new_post(reading, context) for reading in readings]
        send(sink, pickle.dumps(chains, pickle.HIGHEST_PROTOCOL))


def chain_new_post(reading: PostReading, context: Context) -> Chain:
    """Order and compare all that a run read of a post of which nothing is held."""
    return chain_post(reading, None, None, context, Nothing())


def send(sink: IO[bytes], pickled: bytes) -> None:
    """Send one pickle.

    Raises:
        OSError: where nobody reads any more.
    """
    sink.write(len(pickled).to_bytes(_LENGTH, "big"))
    sink.write(pickled)
    sink.flush()


def receive_bytes(source: IO[bytes]) -> bytes | None:
    """Read one pickle; None where the input ended."""
    head = source.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    pickled = source.read(length)
    return pickled if len(pickled) == length else None


def receive(source: IO[bytes]) -> Any:
    """Read one pickle and what it holds; None where the input ended."""
    pickled = receive_bytes(source)
    return None if pickled is None else pickle.loads(pickled)
