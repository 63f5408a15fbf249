"""The paper's decoder (Table 2) in Keras."""
import keras
from keras import layers


def decoder(config):
    side = config["size"] // 2 ** len(config["decoderFilters"])
    x = given = layers.Input((config["latentDimension"],))
    x = layers.Reshape((side, side, 32))(layers.Dense(side * side * 32)(x))
    x = layers.BatchNormalization()(layers.ReLU()(x))
    for filters in config["decoderFilters"]:
        x = layers.Conv2DTranspose(filters, config["kernel"], 2, "same", activation="relu")(x)
        x = layers.BatchNormalization()(x)
    return keras.Model(given, layers.Conv2DTranspose(1, 1, 1, "same")(x))
