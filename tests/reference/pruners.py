"""Optuna's decisions for tests/shared/optimize/pruners: writes pruners.json beside this file.

Run with optuna installed: python tests/reference/pruners.py
Curves are given by a formula that the test repeats.
"""

import json
from pathlib import Path

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
TRIALS, STEPS = 60, 20


def value(trial, step):
    """Falls to a level specific to the trial, faster or slower, with some noise."""
    level = (trial * trial * 0.6180339887498949) % 1
    speed = 0.1 + (trial * 0.7548776662466927) % 1
    noise = ((31 * trial + step) ** 2 * 0.5698402909980532) % 1
    return level + 2 / (1 + speed * step) + 0.1 * noise


def decisions(pruner, direction):
    """For each trial, in order, the step after which it is pruned; None if it is not."""
    study = optuna.create_study(pruner=pruner, direction=direction)
    ends = []
    for number in range(TRIALS):
        trial = study.ask()
        end = None
        for step in range(1, STEPS + 1):
            trial.report((1 if direction == "minimize" else -1) * value(number, step), step)
            if trial.should_prune():
                end = step
                break
        state = optuna.trial.TrialState.COMPLETE if end is None else optuna.trial.TrialState.PRUNED
        study.tell(trial, None if end else 0.0, state=state)
        ends.append(end)
    return ends


halving = optuna.pruners.SuccessiveHalvingPruner
median = optuna.pruners.MedianPruner
out = {
    "optuna": optuna.__version__,
    "median": [
        {"options": options, "direction": direction, "ends": decisions(median(n_startup_trials=options["startupTrials"], n_warmup_steps=options["warmupSteps"]), direction)}
        for options in ({"startupTrials": 5, "warmupSteps": 0}, {"startupTrials": 3, "warmupSteps": 6})
        for direction in ("minimize", "maximize")
    ],
    "halving": [
        {"options": options, "direction": direction, "ends": decisions(halving(min_resource=options["firstRung"], reduction_factor=options["reductionFactor"]), direction)}
        for options in ({"firstRung": 1, "reductionFactor": 4}, {"firstRung": 2, "reductionFactor": 2}, {"firstRung": 3, "reductionFactor": 3})
        for direction in ("minimize", "maximize")
    ],
}
path = Path(__file__).with_name("pruners.json")
path.write_text(json.dumps(out) + "\n")
print(path.stat().st_size, "bytes")
