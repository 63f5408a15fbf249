"""Hyperparameter searches of other programs, which propose one configuration at a time. Values are minimised."""
import os
import tempfile
import warnings

os.environ["KERAS_BACKEND"] = "torch"
os.environ["OMP_NUM_THREADS"] = "1"
import keras_tuner
import optuna
import sklearn
import torch

from lines import answer_lines

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
torch.set_num_threads(1)


def optuna_distribution(parameter):
    kind = parameter["kind"]
    if kind == "categorical":
        return optuna.distributions.CategoricalDistribution(parameter["choices"])
    of = optuna.distributions.IntDistribution if kind == "int" else optuna.distributions.FloatDistribution
    return of(parameter["low"], parameter["high"], log=parameter.get("log", False))


def optuna_search(sampler, space):
    study = optuna.create_study(sampler=sampler)
    distributions = {parameter["name"]: optuna_distribution(parameter) for parameter in space}
    while True:
        trial = study.ask(distributions)
        study.tell(trial, (yield trial.params))


def keras_tuner_search(seed, space):
    hyperparameters = keras_tuner.HyperParameters()
    for parameter in space:
        name, kind = parameter["name"], parameter["kind"]
        if kind == "categorical":
            hyperparameters.Choice(name, parameter["choices"])
        else:
            define = hyperparameters.Int if kind == "int" else hyperparameters.Float
            sampling = "log" if parameter.get("log") else "linear"
            define(name, parameter["low"], parameter["high"], sampling=sampling)
    oracle = keras_tuner.oracles.BayesianOptimizationOracle(
        objective=keras_tuner.Objective("value", "min"), max_trials=10_000, hyperparameters=hyperparameters, seed=seed
    )
    with tempfile.TemporaryDirectory() as folder:
        oracle._set_project_dir(folder, "search")
        while True:
            trial = oracle.create_trial("one")
            value = yield dict(trial.hyperparameters.values)
            oracle.update_trial(trial.trial_id, {"value": value})
            trial.status = "COMPLETED"
            oracle.end_trial(trial)


searches = {
    "Optuna GP": lambda seed, space: optuna_search(optuna.samplers.GPSampler(seed=seed), space),
    "Optuna TPE": lambda seed, space: optuna_search(optuna.samplers.TPESampler(seed=seed), space),
    "KerasTuner": keras_tuner_search,
}
running = {}


def begin(method, seed, space):
    """Starts a search, ending the previous one; returns its first configuration."""
    running["search"] = searches[method](seed, space)
    return next(running["search"])


def tell(value):
    """Records the value of the last configuration; returns the next one."""
    return running["search"].send(value)


def versions():
    return f"Optuna {optuna.__version__}, KerasTuner {keras_tuner.__version__}, scikit-learn {sklearn.__version__}"


answer_lines({"versions": versions, "begin": begin, "tell": tell})
