"""Keras's side of Eq. 10: `predict` on as many latents as a reconstruction decodes, with given weights."""
import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf

from keras_decoder import decoder
from lines import answer_lines
from safetensors_files import read_safetensors

state = {}


def prepare(config, names, given):
    """Relative difference of decoded latents to those in `given`, as one vector."""
    tensors = read_safetensors(given)
    D = state["decoder"] = decoder(config)
    assert len(D.weights) == len(names)
    for weight, name in zip(D.weights, names):
        weight.assign(tensors[name])
    state["latents"] = config["latentDimension"]
    found, wanted = D.predict(tensors["z"], verbose=0).ravel(), tensors["patches"].ravel()
    return float(np.linalg.norm(found - wanted) / np.linalg.norm(wanted))


def reconstructions(patches, samples):
    """Seconds for the mean over the samples of each patch, decoded in batches of 20 as there."""
    random = np.random.default_rng(0)
    z = random.standard_normal((patches, samples, state["latents"])).astype("float32")
    start = time.perf_counter()
    for one in z:
        state["decoder"].predict(one, batch_size=20, verbose=0).mean(0)
    return time.perf_counter() - start


def versions():
    return f"Keras {keras.__version__} on TensorFlow {tf.__version__}"


answer_lines({"versions": versions, "prepare": prepare, "reconstructions": reconstructions})
