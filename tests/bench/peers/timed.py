"""Seconds of each of several turns."""
import time


def timed(turn, count):
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        turn()
        seconds.append(time.perf_counter() - start)
    return seconds
