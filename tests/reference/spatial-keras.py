"""Makes spatial-keras.json: a small model of the architecture `spatial` with a learned width, by Keras in float64.

    pip install tensorflow-cpu==2.21.0
    python tests/reference/spatial-keras.py

Weights, patches and noise follow the formula `wave`, so that only Keras's answers are stored.
"""
import json
import math
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
import tensorflow as tf
from keras import layers, ops

keras.config.set_floatx("float64")
SIZE, ENCODER, DECODER, KERNEL, CHANNELS, BATCH = 16, [4, 6], [5, 3], 4, 2, 2
SIDE = SIZE // 2 ** len(ENCODER)
LATENTS = SIDE * SIDE * CHANNELS
LOG_WIDTH = -0.7


def wave(count, phase):
    """sin(0.7 i + phase), rounded to float32."""
    return np.sin(0.7 * np.arange(count) + phase).astype("float32").astype("float64")


def blocks(x):
    for _ in range(2):
        inner = layers.Conv2D(x.shape[-1], 3, padding="same")(layers.ReLU()(x))
        x = layers.Add()([x, layers.Conv2D(x.shape[-1], 3, padding="same")(layers.ReLU()(inner))])
    return x


def encoder():
    x = given = layers.Input((SIZE, SIZE, 1))
    for filters in ENCODER:
        x = blocks(layers.Conv2D(filters, KERNEL, 2, "same")(x))
    return keras.Model(given, layers.Conv2D(2 * CHANNELS, 3, padding="same")(x))


def decoder():
    given = layers.Input((LATENTS,))
    x = layers.Conv2D(ENCODER[-1], 3, padding="same")(layers.Reshape((SIDE, SIDE, CHANNELS))(given))
    for filters in DECODER:
        x = layers.Conv2DTranspose(filters, KERNEL, 2, "same")(blocks(x))
    return keras.Model(given, layers.Conv2D(1, 3, padding="same")(x))


def set_weights(model, first):
    for i, weight in enumerate(model.weights):
        values = 0.2 * wave(int(np.prod(weight.shape)), first + i)
        weight.assign(values.astype("float32").astype("float64").reshape(weight.shape))


E = encoder()
encoder_names = [w.path for w in E.weights]
keras.backend.clear_session()
D = decoder()
set_weights(E, 0)
set_weights(D, len(E.weights))
patches = wave(BATCH * SIZE * SIZE, 0.5).reshape(BATCH, SIZE, SIZE, 1)
noise = wave(BATCH * LATENTS, 0.25).reshape(BATCH, LATENTS)
log_width_weight = tf.Variable(np.float64(np.float32(LOG_WIDTH / 10)))


def terms():
    latent = E(patches)
    mean = ops.reshape(latent[..., :CHANNELS], (BATCH, LATENTS))
    # The network gives ln of the variance.
    log_width = ops.reshape(latent[..., CHANNELS:], (BATCH, LATENTS)) / 2
    decoded = D(mean + ops.exp(log_width) * noise)
    width = ops.exp(10 * log_width_weight)
    density = -0.5 * ((patches - decoded) / width) ** 2 - ops.log(width * math.sqrt(2 * math.pi))
    reconstruction = -ops.sum(density, axis=(1, 2, 3))
    kl = 0.5 * ops.sum(mean**2 + ops.exp(2 * log_width) - 1 - 2 * log_width, axis=1)
    return mean, log_width, decoded, reconstruction, kl


def flat(x):
    return [float(f"{v:.9g}") for v in np.ravel(ops.convert_to_numpy(x))]


trainable = [v.value for v in E.trainable_variables + D.trainable_variables] + [log_width_weight]
with tf.GradientTape() as tape:
    mean, log_width, decoded, reconstruction, kl = terms()
    loss = ops.mean(reconstruction) + ops.mean(kl)
gradients = tape.gradient(loss, trainable)
result = {
    "mean": flat(mean),
    "logWidth": flat(log_width),
    "decoded": flat(decoded),
    "reconstruction": flat(reconstruction),
    "kl": flat(kl),
    "gradients": [flat(g) for g in gradients],
    "names": {"encoder": encoder_names, "decoder": [w.path for w in D.weights]},
    "versions": {"keras": keras.__version__, "tensorflow": tf.__version__},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "spatial-keras.json"), "w") as f:
    json.dump(result, f)
print(result["names"], float(loss))
