"""A process that compares the states of new posts for another one, until its input ends.

Messages go both ways as their length and MessagePack, but for the first: what stays the same is
pickled, by `tracker.recording.ahead` alone. Nothing that a site or a file says is ever unpickled.
"""

from __future__ import annotations

import gc
import pickle
import signal
import sys
from typing import IO

import msgspec
from msgspec.structs import replace

from tracker.packing import pack
from tracker.recording.advance import without_needless
from tracker.recording.chain import Chain, chain_post
from tracker.recording.readings import StoredReading
from tracker.recording.states import Context
from tracker.recording.steps import Step
from tracker.recording.timeline import Nothing

_LENGTH = 8
_SELDOM = 100_000


def main() -> None:
    """Take the context, then lists of readings; answer each with the list of their chains."""
    # Ctrl-C reaches the whole group of processes; this one ends when its input does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Nothing here refers to itself; to look for such things again and again takes a twentieth.
    gc.freeze()
    gc.set_threshold(_SELDOM)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    first = receive(source)
    if first is None:
        return
    context: Context = pickle.loads(first)
    load = msgspec.msgpack.Decoder(list[StoredReading]).decode
    while (message := receive(source)) is not None:
        chains = [chain_new_post(reading, context) for reading in load(message)]
        send(sink, pack(chains))


def chain_new_post(stored: StoredReading, context: Context) -> Chain:
    """Order and compare all that a run read of a post of which nothing is held.

    What recording does not need of the chain is left out: most of the fields, which are in the
    files as well, and the newest state, which is for a further reading of the same post.
    """
    chain = chain_post(stored.load(), None, None, context, Nothing())
    return replace(chain, main=tuple(map(_reduced, chain.main)), newest=None)


def _reduced(step: Step) -> Step:
    return step if step.fields is None else replace(step, fields=without_needless(step.fields))


def send(sink: IO[bytes], message: bytes) -> None:
    """Send one message.

    Raises:
        OSError: where nobody reads any more.
    """
    sink.write(len(message).to_bytes(_LENGTH, "big"))
    sink.write(message)
    sink.flush()


def receive(source: IO[bytes]) -> bytes | None:
    """Read one message; None where the input ended."""
    head = source.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    message = source.read(length)
    return message if len(message) == length else None
