"""Makes layers-keras.json: both architectures with non-default settings throughout, and every activation, by Keras in float64.

    pip install tensorflow-cpu==2.21.0
    python tests/reference/layers-keras.py

The models are those of resources/keras/load_cirrus_weights.py. Weights, patches and noise follow the formula `wave`, so
that only Keras's answers are stored; a gradient is stored as its norm and its projections onto two waves.
"""
import json
import math
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../../resources/keras"))
import numpy as np
import keras
import tensorflow as tf
from keras import ops
from load_cirrus_weights import build

keras.config.set_floatx("float64")
BATCH = 2
COMMON = {"size": 12, "channels": 2, "kernel": 3, "denseWidth": 5, "batchNormMomentum": 0.9}
CONFIGS = {
    "paper": COMMON | {
        "architecture": "paper",
        "encoderFilters": [3, 4],
        "encoderStrides": [3, 1],
        "decoderFilters": [4, 3, 2],
        "decoderStrides": [2, 1, 3],
        "latentDimension": 3,
        "activation": "gelu",
        "batchNormOrder": "before-activation",
        "likelihoodWidth": 0.8,
    },
    "spatial": COMMON | {
        "architecture": "spatial",
        "encoderFilters": [3, 4],
        "encoderStrides": [1, 4],
        "decoderFilters": [4, 3, 2],
        "decoderStrides": [2, 1, 2],
        "latentDimension": 18,
        "activation": "silu",
        "batchNormOrder": "after-activation",
        "likelihoodWidth": 0.8,
    },
}
ACTIVATIONS = ["relu", "leaky-relu", "elu", "gelu", "silu", "tanh"]


def wave(count, phase):
    """sin(0.7 i + phase), rounded to float32."""
    return np.sin(0.7 * np.arange(count) + phase).astype("float32").astype("float64")


def flat(x):
    return [float(f"{v:.9g}") for v in np.ravel(ops.convert_to_numpy(x))]


def measures(gradient):
    values = np.ravel(ops.convert_to_numpy(gradient))
    return flat([np.linalg.norm(values), *(values @ wave(values.size, phase) for phase in (0, 1))])


def model(config):
    encoder, decoder = build(config)
    weights = encoder.weights + decoder.weights
    for i, weight in enumerate(weights):
        values = 0.2 * wave(math.prod(weight.shape), i)
        if weight.path.endswith(("gamma", "moving_variance")):
            values = 1 + values
        weight.assign(values.astype("float32").astype("float64").reshape(weight.shape))
    shape = (BATCH, config["size"], config["size"], config["channels"])
    patches = wave(math.prod(shape), 0.5).reshape(shape)
    noise = wave(BATCH * config["latentDimension"], 0.25).reshape(BATCH, -1)

    def terms(training):
        mean, log_variance = encoder(patches, training=training)
        decoded = decoder(mean + ops.exp(log_variance / 2) * noise, training=training)
        width = config["likelihoodWidth"]
        density = -0.5 * ((patches - decoded) / width) ** 2 - math.log(width * math.sqrt(2 * math.pi))
        kl = 0.5 * ops.sum(mean**2 + ops.exp(log_variance) - 1 - log_variance, axis=1)
        return mean, log_variance, decoded, -ops.sum(density, axis=(1, 2, 3)), kl

    trainable = encoder.trainable_variables + decoder.trainable_variables
    mean, log_variance, decoded, reconstruction, kl = terms(False)
    with tf.GradientTape() as tape:
        *_, trained_reconstruction, trained_kl = terms(True)
        loss = ops.mean(trained_reconstruction) + ops.mean(trained_kl)
    return {
        "config": config,
        "names": [f"{half}/{w.path}" for half, m in (("encoder", encoder), ("decoder", decoder)) for w in m.weights],
        "mean": flat(mean),
        "logWidth": flat(log_variance / 2),
        "decoded": flat(decoded),
        "reconstruction": flat(reconstruction),
        "kl": flat(kl),
        "trainingLoss": float(loss),
        "gradients": [measures(g) for g in tape.gradient(loss, [v.value for v in trainable])],
    }


def activation(name):
    x = tf.constant(4 * wave(12, 0.3))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = keras.activations.get(name.replace("-", "_"))(x)
    return {"y": flat(y), "slope": flat(tape.gradient(y, x))}


result = {name: model(config) for name, config in CONFIGS.items()}
result["activations"] = {name: activation(name) for name in ACTIVATIONS}
result["versions"] = {"keras": keras.__version__, "tensorflow": tf.__version__}
with open(os.path.join(HERE, "layers-keras.json"), "w") as f:
    json.dump(result, f)
print({name: result[name]["trainingLoss"] for name in CONFIGS})
