"""Answers jobs from JSON lines on stdin, until stdin ends."""
import json
import os
import sys
import traceback


def answer_lines(jobs):
    # Libraries may print: only answers go to the real stdout, everything else to stderr.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        job = asked.pop("job")
        try:
            reply = {"answer": jobs[job](**asked)}
        except Exception:
            reply = {"error": traceback.format_exc()}
        answers.write(json.dumps(reply) + "\n")
        answers.flush()
