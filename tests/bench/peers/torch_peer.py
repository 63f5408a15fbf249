"""PyTorch's side: the same model, channels last, with its fused Adam, compiled or not."""

import numpy as np
import torch
from torch import nn

from lines import answer_lines
from timed import timed

state = {}


def block(config, convolution, channels):
    # PyTorch's momentum is the weight of the new batch; epsilon is Keras's.
    return [convolution, nn.ReLU(), nn.BatchNorm2d(channels, eps=1e-3, momentum=1 - config["batchNormMomentum"])]


class Autoencoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.latents = config["latentDimension"]
        # TensorFlow's "same" padding at stride 2, for an even kernel and an even size.
        kernel, padding = config["kernel"], config["kernel"] // 2 - 1
        parts, channels = [], 1
        for filters in config["encoderFilters"]:
            parts += block(config, nn.Conv2d(channels, filters, kernel, 2, padding), filters)
            channels = filters
        self.convolutions = nn.Sequential(*parts)
        side = config["size"] // 2 ** len(config["encoderFilters"])
        width = config["denseWidth"]
        self.dense = nn.Sequential(
            nn.Linear(side * side * channels, width), nn.ReLU(), nn.Linear(width, 2 * self.latents)
        )
        self.start = config["size"] // 2 ** len(config["decoderFilters"])
        self.unfold = nn.Linear(self.latents, self.start**2 * 32)
        parts, channels = block(config, nn.Identity(), 32), 32
        for filters in config["decoderFilters"]:
            parts += block(config, nn.ConvTranspose2d(channels, filters, kernel, 2, padding), filters)
            channels = filters
        self.deconvolutions = nn.Sequential(*parts, nn.ConvTranspose2d(channels, 1, 1))

    def forward(self, patches):
        """Mean negative ELBO, of one sample each. Flattening rows, columns, channels is free in channels-last memory."""
        features = self.convolutions(patches).permute(0, 2, 3, 1).flatten(1)
        latent = self.dense(features)
        mean, log_width = latent[:, : self.latents], latent[:, self.latents :].div(2).clamp(-10, 3)
        mean, log_width = mean.float(), log_width.float()
        start = self.unfold(mean + log_width.exp() * torch.randn_like(mean)).view(-1, self.start, self.start, 32)
        decoded = self.deconvolutions(start.permute(0, 3, 1, 2))
        squares = (patches - decoded.float()).square().sum((1, 2, 3))
        kl = 0.5 * (mean.square() + (2 * log_width).exp() - 1 - 2 * log_width).sum(1)
        return squares.mean() + kl.mean()


def prepare(config, compiled=False, precision="float32"):
    """`precision` is float32 or bfloat16, which is PyTorch's autocast."""
    assert config["kernel"] % 2 == 0
    torch.manual_seed(0)
    model = Autoencoder(config).to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.Adam(
        model.parameters(), config["learningRate"], (config["beta1"], 0.999), eps=1e-7, fused=True
    )
    random = np.random.default_rng(0)
    batch, size = config["batchSize"], config["size"]
    patches = random.standard_normal((batch, size, size, 1), np.float32)
    negative_elbo = torch.compile(model) if compiled else model

    def turn():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            loss = negative_elbo(torch.from_numpy(patches).permute(0, 3, 1, 2))
        loss.backward()
        optimizer.step()
        return loss.item()

    state["turn"] = turn
    tensors = list(model.parameters()) + [b for name, b in model.named_buffers() if "running" in name]
    return sum(tensor.numel() for tensor in tensors)


def steps(count):
    return timed(state["turn"], count)


def versions():
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"


answer_lines({"versions": versions, "prepare": prepare, "steps": steps})
