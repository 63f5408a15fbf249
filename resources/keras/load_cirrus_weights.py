"""The Keras model of a Cirrus run, with weights written by `cirrus export RUN --format safetensors`.

    pip install keras tensorflow
    python load_cirrus_weights.py weights.safetensors --check patches.npy
    python load_cirrus_weights.py weights.safetensors --sample RUN/samples/epoch-0020.npy

In a program: encoder, decoder, config = load("weights.safetensors"). The encoder takes standardised patches
[batch, size, size, channels] to the mean and ln of the variance of their latents, both [batch, latents]; the decoder
takes latents to patches.
"""
import argparse
import json
import math

import keras
import numpy as np
from keras import layers, ops

# Limits of ln of the variance in Cirrus.
LOG_VARIANCE_BOUNDS = -20, 6


def namer():
    """Names of layers as numbered by Cirrus in each half: conv2d, conv2d_1, ..."""
    counts = {}

    def name(kind):
        counts[kind] = counts.get(kind, -1) + 1
        return f"{kind}_{counts[kind]}" if counts[kind] else kind

    return name


def strides(config, half):
    return config[f"{half}Strides"] or [2] * len(config[f"{half}Filters"])


def activation(config, x):
    return keras.activations.get(config["activation"].replace("-", "_"))(x)


def posterior(mean, log_variance):
    return [mean, ops.clip(log_variance, *LOG_VARIANCE_BOUNDS)]


def normalised_activation(config, x, name):
    normalise = layers.BatchNormalization(momentum=config["batchNormMomentum"], name=name("batch_normalization"))
    if config["batchNormOrder"] == "after-activation":
        return normalise(activation(config, x))
    return activation(config, normalise(x))


def paper_encoder(config):
    """Table 1 of Thorne, Knox & Prabhu 2021."""
    name, kernel, latents = namer(), config["kernel"], config["latentDimension"]
    x = patches = keras.Input((config["size"], config["size"], config["channels"]))
    for filters, stride in zip(config["encoderFilters"], strides(config, "encoder")):
        x = layers.Conv2D(filters, kernel, stride, "same", name=name("conv2d"))(x)
        x = normalised_activation(config, x, name)
    x = activation(config, layers.Dense(config["denseWidth"], name=name("dense"))(layers.Flatten()(x)))
    x = layers.Dense(2 * latents, name=name("dense"))(x)
    return keras.Model(patches, posterior(x[:, :latents], x[:, latents:]))


def paper_decoder(config):
    """Table 2."""
    name, kernel = namer(), config["kernel"]
    side = config["size"] // math.prod(strides(config, "decoder"))
    x = z = keras.Input((config["latentDimension"],))
    x = layers.Reshape((side, side, 32))(layers.Dense(side * side * 32, name=name("dense"))(x))
    x = normalised_activation(config, x, name)
    for filters, stride in zip(config["decoderFilters"], strides(config, "decoder")):
        x = layers.Conv2DTranspose(filters, kernel, stride, "same", name=name("conv2d_transpose"))(x)
        x = normalised_activation(config, x, name)
    return keras.Model(z, layers.Conv2DTranspose(config["channels"], 1, name=name("conv2d_transpose"))(x))


def convolution(x, filters, name):
    return layers.Conv2D(filters, 3, padding="same", name=name("conv2d"))(x)


def residual_blocks(config, x, name):
    for _ in range(2):
        inner = convolution(activation(config, x), x.shape[-1], name)
        x = x + convolution(activation(config, inner), x.shape[-1], name)
    return x


def latent_map(config):
    """Shape of the latent map of `spatial`."""
    side = config["size"] // math.prod(strides(config, "encoder"))
    return side, side, config["latentDimension"] // side**2


def spatial_encoder(config):
    name, latents = namer(), config["latentDimension"]
    channels = latent_map(config)[-1]
    x = patches = keras.Input((config["size"], config["size"], config["channels"]))
    for filters, stride in zip(config["encoderFilters"], strides(config, "encoder")):
        x = layers.Conv2D(filters, config["kernel"], stride, "same", name=name("conv2d"))(x)
        x = residual_blocks(config, x, name)
    x = convolution(x, 2 * channels, name)
    halves = [layers.Reshape((latents,))(half) for half in (x[..., :channels], x[..., channels:])]
    return keras.Model(patches, posterior(*halves))


def spatial_decoder(config):
    name = namer()
    z = keras.Input((config["latentDimension"],))
    x = convolution(layers.Reshape(latent_map(config))(z), config["encoderFilters"][-1], name)
    for filters, stride in zip(config["decoderFilters"], strides(config, "decoder")):
        x = residual_blocks(config, x, name)
        x = layers.Conv2DTranspose(filters, config["kernel"], stride, "same", name=name("conv2d_transpose"))(x)
    return keras.Model(z, convolution(x, config["channels"], name))


ARCHITECTURES = {"paper": (paper_encoder, paper_decoder), "spatial": (spatial_encoder, spatial_decoder)}


def build(config):
    """Encoder and decoder of a configuration, with Keras's initial weights."""
    encoder, decoder = ARCHITECTURES[config["architecture"]]
    return encoder(config), decoder(config)


def read_safetensors(path):
    """Arrays by name, and the metadata: 8 bytes of length, a JSON header, the values (float32 in Cirrus's files)."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        values = file.read()
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        arrays[name] = np.frombuffer(values[begin:end], "<f4").reshape(entry["shape"])
    return arrays, metadata


def load(path):
    """Encoder, decoder and configuration from a file of weights. Every name and shape must match the model."""
    arrays, metadata = read_safetensors(path)
    if metadata.get("format") != "cirrus-weights-1":
        raise SystemExit(f"{path}: not weights of Cirrus; make them with cirrus export RUN --format safetensors")
    config = json.loads(metadata["config"])
    halves = build(config)
    for half, model in zip(("encoder", "decoder"), halves):
        for weight in model.weights:
            # Keras 3 itself refuses an array of another shape.
            weight.assign(arrays[f"{half}/{weight.path}"])
    return *halves, config


def reconstruct(encoder, decoder, patches):
    """The model's reconstruction of standardised patches [batch, size, size, channels] from their latent means."""
    mean, log_variance = encoder(patches, training=False)
    kl = 0.5 * ops.sum(mean**2 + ops.exp(log_variance) - 1 - log_variance, axis=1)
    return ops.convert_to_numpy(decoder(mean, training=False)), ops.convert_to_numpy(kl)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", help="file written by cirrus export RUN --format safetensors")
    parser.add_argument("--check", metavar="PATCHES.NPY", help="standardised patches [N, size, size] to reconstruct")
    parser.add_argument("--sample", metavar="EPOCH.NPY", help="a run's samples/epoch-....npy, to compare with Cirrus")
    given = parser.parse_args()
    encoder, decoder, config = load(given.weights)
    print(f"{config['architecture']}: encoder {encoder.count_params():,}, decoder {decoder.count_params():,} parameters")
    shape = (-1, config["size"], config["size"], config["channels"])
    if given.check:
        patches = np.load(given.check).reshape(shape)
        reconstructions, kl = reconstruct(encoder, decoder, patches)
        for i, (patch, other) in enumerate(zip(patches, reconstructions)):
            print(f"patch {i}: KL {kl[i]:.3f} nat, sum of squared residuals {np.sum((patch - other) ** 2):.3f}")
    if given.sample:
        patch, cirrus = np.load(given.sample).reshape(2, *shape)
        difference = np.abs(reconstruct(encoder, decoder, patch)[0] - cirrus).max()
        print(f"largest difference from Cirrus's reconstruction: {difference:.1e}, of at most {np.abs(cirrus).max():.3g}")


if __name__ == "__main__":
    main()
