"""Keras's side of Eq. 13: value and gradient as a tf.function, with given weights, and SciPy's search for its minimum."""
import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from scipy.optimize import minimize

from keras_decoder import decoder
from lines import answer_lines
from timed import timed
from safetensors_files import read_safetensors, write_safetensors

state = {}


def prepare(config, sigma, names, given, out=None, search=None):
    """Writes value [starts] and gradient [starts, latents] for the weights, starts and observation in `given`."""
    tensors = read_safetensors(given)
    D = decoder(config)
    assert len(D.weights) == len(names)
    for weight, name in zip(D.weights, names):
        weight.assign(tensors[name])
    data, mask = tf.constant(tensors["data"]), tf.constant(tensors["mask"])

    @tf.function(input_signature=[tf.TensorSpec(tensors["z"].shape, "float32")])
    def objective(z):
        with tf.GradientTape() as tape:
            tape.watch(z)
            residual = mask * (D(z, training=False) - data)
            value = tf.reduce_sum(z**2, 1) + tf.reduce_sum(residual**2, [1, 2, 3]) / sigma**2
        return value, tape.gradient(value, z)

    def evaluate():
        value, gradient = objective(tensors["z"])
        return value.numpy(), gradient.numpy()

    state.update(evaluate=evaluate, objective=objective, start=tensors["z"], settings=search)
    value, gradient = evaluate()
    if out is not None:
        write_safetensors(out, {"value": value, "gradient": gradient})


def evaluations(count):
    return timed(state["evaluate"], count)


def search():
    """Minimises from the first start alone by L-BFGS-B, with our tolerances."""

    def value_and_gradient(x):
        value, gradient = state["objective"](x[None].astype("float32"))
        return float(value[0]), gradient.numpy()[0].astype("float64")

    settings = state["settings"]
    options = dict(
        maxcor=10,
        maxiter=settings["maxIterations"],
        ftol=settings["valueTolerance"],
        gtol=settings["gradientTolerance"],
    )
    began = time.perf_counter()
    start = np.asarray(state["start"][0], "float64")
    found = minimize(value_and_gradient, start, jac=True, method="L-BFGS-B", options=options)
    return dict(seconds=time.perf_counter() - began, value=float(found.fun), evaluations=int(found.nfev))


def versions():
    return f"Keras {keras.__version__} on TensorFlow {tf.__version__}"


answer_lines({"versions": versions, "prepare": prepare, "evaluations": evaluations, "search": search})
