"""Makes vae-keras.json: a small model of Cirrus's architecture, computed by Keras in float64.

    pip install tensorflow-cpu==2.21.0
    python tests/reference/vae-keras.py

Weights, patches and noise follow the formula `wave`, so that only Keras's answers are stored.
"""
import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import keras
import tensorflow as tf
from keras import layers, ops

keras.config.set_floatx("float64")
SIZE, ENCODER, DECODER, KERNEL, DENSE, LATENTS, BATCH = 16, [4, 6], [5, 3], 4, 8, 3, 2
LEARNING_RATE, BETA1, STEPS = 1e-3, 0.5, 5


def wave(count, phase):
    """sin(0.7 i + phase), rounded to float32."""
    return np.sin(0.7 * np.arange(count) + phase).astype("float32").astype("float64")


def bn():
    return layers.BatchNormalization(momentum=0.9)


def encoder():
    x = given = layers.Input((SIZE, SIZE, 1))
    for filters in ENCODER:
        x = bn()(layers.Conv2D(filters, KERNEL, 2, "same", activation="relu")(x))
    x = layers.Dense(DENSE, activation="relu")(layers.Flatten()(x))
    return keras.Model(given, layers.Dense(2 * LATENTS)(x))


def decoder():
    side = SIZE // 2 ** len(DECODER)
    x = given = layers.Input((LATENTS,))
    x = layers.Reshape((side, side, 32))(layers.Dense(side * side * 32)(x))
    x = bn()(layers.ReLU()(x))
    for filters in DECODER:
        x = bn()(layers.Conv2DTranspose(filters, KERNEL, 2, "same", activation="relu")(x))
    return keras.Model(given, layers.Conv2DTranspose(1, 1, 1, "same")(x))


def set_weights(model, first):
    for i, weight in enumerate(model.weights):
        # Layers keep gamma, beta, moving mean, moving variance together; Model.weights does too.
        values = 0.2 * wave(int(np.prod(weight.shape)), first + i)
        if weight.path.endswith(("gamma", "moving_variance")):
            values = 1 + values
        weight.assign(values.astype("float32").astype("float64").reshape(weight.shape))


E, D = encoder(), decoder()
set_weights(E, 0)
set_weights(D, len(E.weights))
patches = wave(BATCH * SIZE * SIZE, 0.5).reshape(BATCH, SIZE, SIZE, 1)
noise = wave(BATCH * LATENTS, 0.25).reshape(BATCH, LATENTS)


def terms(training):
    latent = E(patches, training=training)
    # The network gives ln of the variance.
    mean, log_width = latent[:, :LATENTS], latent[:, LATENTS:] / 2
    decoded = D(mean + ops.exp(log_width) * noise, training=training)
    reconstruction = ops.sum((patches - decoded) ** 2, axis=(1, 2, 3))
    kl = 0.5 * ops.sum(mean**2 + ops.exp(2 * log_width) - 1 - 2 * log_width, axis=1)
    return mean, log_width, decoded, reconstruction, kl


def flat(x):
    return [float(f"{v:.9g}") for v in np.ravel(ops.convert_to_numpy(x))]


mean, log_width, decoded, reconstruction, kl = terms(False)
result = {
    "encoder": {"mean": flat(mean), "logWidth": flat(log_width)},
    "decoder": flat(decoded),
    "inference": {"reconstruction": flat(reconstruction), "kl": flat(kl)},
}

# Eq. 13 of an inpainting, its gradient, and the derivative of the decoder in one direction.
SIGMA = 0.2
data = patches[:1]
mask = (np.arange(SIZE * SIZE) % 3 != 0).astype("float64").reshape(1, SIZE, SIZE, 1)
z = tf.constant(2 * noise)
with tf.GradientTape() as tape:
    tape.watch(z)
    chi2 = ops.sum((mask * (D(z, training=False) - data)) ** 2, axis=(1, 2, 3)) / SIGMA**2
    objective = ops.sum(z**2, axis=1) + chi2
with tf.autodiff.ForwardAccumulator(z, tf.constant(wave(BATCH * LATENTS, 1).reshape(BATCH, LATENTS))) as forward:
    along = D(z, training=False)
result["inpainting"] = {
    "objective": flat(objective),
    "chi2": flat(chi2),
    "gradient": flat(tape.gradient(objective, z)),
    "product": flat(forward.jvp(along)),
}
optimizer = keras.optimizers.Adam(LEARNING_RATE, beta_1=BETA1)
trainable = E.trainable_variables + D.trainable_variables
losses = []
for step in range(STEPS):
    with tf.GradientTape() as tape:
        *_, reconstruction, kl = terms(True)
        loss = ops.mean(reconstruction) + ops.mean(kl)
    gradients = tape.gradient(loss, [v.value for v in trainable])
    losses.append(float(loss))
    if step == 0:
        result["training"] = {"reconstruction": flat(ops.mean(reconstruction)), "kl": flat(ops.mean(kl))}
        result["gradients"] = [flat(g) for g in gradients]
        moving = [w for w in E.weights + D.weights if "moving" in w.path]
        result["movingAfterOneStep"] = [flat(w) for w in moving]
    optimizer.apply(gradients, trainable)
result["losses"] = losses
result["weightsAfterTraining"] = [float(ops.sum(w * w)) for w in E.weights + D.weights]
result["names"] = [w.path for w in E.weights + D.weights]
result["versions"] = {"keras": keras.__version__, "tensorflow": tf.__version__}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "vae-keras.json"), "w") as f:
    json.dump(result, f)
print(result["names"], losses, file=sys.stderr)
