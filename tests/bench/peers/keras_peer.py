"""Keras's side: the same model, its training step as a tf.function, with or without XLA, and its answers for given weights."""
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import numpy as np
import tensorflow as tf
from keras import layers

from lines import answer_lines
from timed import timed
from safetensors_files import read_safetensors, write_safetensors

state = {}


def batch_norm(config):
    return layers.BatchNormalization(momentum=config["batchNormMomentum"])


def encoder(config):
    x = given = layers.Input((config["size"], config["size"], 1))
    for filters in config["encoderFilters"]:
        x = layers.Conv2D(filters, config["kernel"], 2, "same", activation="relu")(x)
        x = batch_norm(config)(x)
    x = layers.Dense(config["denseWidth"], activation="relu")(layers.Flatten()(x))
    return keras.Model(given, layers.Dense(2 * config["latentDimension"])(x))


def decoder(config):
    side = config["size"] // 2 ** len(config["decoderFilters"])
    x = given = layers.Input((config["latentDimension"],))
    x = layers.Reshape((side, side, 32))(layers.Dense(side * side * 32)(x))
    x = batch_norm(config)(layers.ReLU()(x))
    for filters in config["decoderFilters"]:
        x = layers.Conv2DTranspose(filters, config["kernel"], 2, "same", activation="relu")(x)
        x = batch_norm(config)(x)
    return keras.Model(given, layers.Conv2DTranspose(1, 1, 1, "same")(x))


def posterior(config, latent):
    d = config["latentDimension"]
    # The network gives ln of the variance. The loss is float32, whatever the precision of the layers.
    latent = tf.cast(latent, keras.config.floatx())
    return latent[:, :d], tf.clip_by_value(latent[:, d:] / 2, -10.0, 3.0)


def negative_elbo(config, E, D, patches, noise):
    mean, log_width = posterior(config, E(patches, training=True))
    decoded = tf.cast(D(mean + tf.exp(log_width) * noise, training=True), patches.dtype)
    squares = tf.reduce_sum(tf.math.squared_difference(patches, decoded), axis=[1, 2, 3])
    kl = 0.5 * tf.reduce_sum(mean**2 + tf.exp(2 * log_width) - 1 - 2 * log_width, axis=1)
    return tf.reduce_mean(squares) + tf.reduce_mean(kl)


def signature(config, dtype="float32"):
    return [
        tf.TensorSpec([config["batchSize"], config["size"], config["size"], 1], dtype),
        tf.TensorSpec([config["batchSize"], config["latentDimension"]], dtype),
    ]


def prepare(config, xla=False, precision="float32"):
    """A training step that draws its own noise. `precision` is float32 or bfloat16, which is Keras's mixed_bfloat16."""
    keras.config.set_dtype_policy("mixed_bfloat16" if precision == "bfloat16" else precision)
    keras.utils.set_random_seed(0)
    E, D = encoder(config), decoder(config)
    optimizer = keras.optimizers.Adam(config["learningRate"], beta_1=config["beta1"])
    trainable = E.trainable_variables + D.trainable_variables
    optimizer.build(trainable)

    patches_spec, noise_spec = signature(config)

    @tf.function(input_signature=[patches_spec], jit_compile=xla)
    def step(patches):
        noise = tf.random.normal(noise_spec.shape)
        with tf.GradientTape() as tape:
            loss = negative_elbo(config, E, D, patches, noise)
        optimizer.apply(tape.gradient(loss, [v.value for v in trainable]), trainable)
        return loss

    patches = np.random.default_rng(0).standard_normal(patches_spec.shape.as_list(), np.float32)
    state["turn"] = lambda: float(step(patches))
    return E.count_params() + D.count_params()


def steps(count):
    return timed(state["turn"], count)


def answers(config, names, given, out, dtype):
    """
    Encoder and decoder in inference mode, loss and gradients in training mode, and the weights after one step of Adam,
    for the weights and batch in `given`.
    """
    keras.config.set_floatx(dtype)
    keras.config.set_dtype_policy(dtype)
    E, D = encoder(config), decoder(config)
    tensors = read_safetensors(given)
    weights = E.weights + D.weights
    assert len(weights) == len(names)
    for weight, name in zip(weights, names):
        weight.assign(tensors[name])
    trainable = E.trainable_variables + D.trainable_variables
    trained_names = [name for weight, name in zip(weights, names) if weight.trainable]
    patches, noise = tf.constant(tensors["patches"], dtype), tf.constant(tensors["noise"], dtype)
    mean, log_width = posterior(config, E(patches, training=False))
    result = {"mean": mean, "logWidth": log_width, "decoded": D(noise, training=False)}

    @tf.function(input_signature=signature(config, dtype))
    def differentiate(patches, noise):
        with tf.GradientTape() as tape:
            loss = negative_elbo(config, E, D, patches, noise)
        return loss, tape.gradient(loss, [v.value for v in trainable])

    loss, gradients = differentiate(patches, noise)
    result["loss"] = loss
    result |= {f"gradient/{name}": gradient for name, gradient in zip(trained_names, gradients)}
    keras.optimizers.Adam(config["learningRate"], beta_1=config["beta1"]).apply(gradients, trainable)
    result |= {f"stepped/{name}": variable for name, variable in zip(trained_names, trainable)}
    write_safetensors(out, {name: np.asarray(value, np.float32) for name, value in result.items()})
    return E.count_params() + D.count_params()


def versions():
    return f"Keras {keras.__version__} on TensorFlow {tf.__version__}"


answer_lines({"versions": versions, "prepare": prepare, "steps": steps, "answers": answers})
