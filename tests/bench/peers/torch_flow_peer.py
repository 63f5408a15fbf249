"""PyTorch's side of a flow: the same networks, channels last, with its fused Adam and a running mean, compiled or not."""
import math

import torch
from torch import nn
from torch.nn.functional import silu

from lines import answer_lines
from timed import timed

state = {}


class Block(nn.Module):
    def __init__(self, width, embedding, field):
        super().__init__()
        self.first = nn.Conv2d(width, width, field, padding="same")
        self.time = nn.Linear(embedding, width)
        self.second = nn.Conv2d(width, width, field, padding="same")
        nn.init.zeros_(self.second.weight)

    def forward(self, x, time):
        inner = self.first(silu(x)) + self.time(time)[:, :, None, None]
        return x + self.second(silu(inner))


class Stage(nn.ModuleList):
    def forward(self, x, time):
        for block in self:
            x = block(x, time)
        return x


class Velocity(nn.Module):
    """Of one level: residual convolutions at several resolutions, down and up again."""

    def __init__(self, side, channels, seen, widths, blocks, embedding):
        super().__init__()
        field = 1 if side == 1 else 3
        stage = lambda width: Stage(Block(width, embedding, field) for _ in range(blocks))
        pairs = list(zip(widths, widths[1:]))
        self.start = nn.Conv2d(channels + seen, widths[0], field, padding="same")
        self.down = nn.ModuleList(stage(width) for width in widths)
        self.halving = nn.ModuleList(nn.Conv2d(fine, coarse, 2, 2) for fine, coarse in pairs)
        self.doubling = nn.ModuleList(nn.ConvTranspose2d(coarse, fine, 2, 2) for fine, coarse in pairs)
        self.up = nn.ModuleList(stage(width) for width in widths[:-1])
        self.end = nn.Conv2d(widths[0], channels, field, padding="same")
        nn.init.zeros_(self.end.weight)
        self.embed = nn.Sequential(nn.Linear(32, embedding), nn.SiLU(), nn.Linear(embedding, embedding))
        # An octave's details are divided by their root mean square.
        self.register_buffer("scale", torch.ones(channels) if seen else None)
        self.register_buffer("rates", math.pi * 128 ** (torch.arange(16) / 15), persistent=False)

    def forward(self, x, t):
        phases = t[:, None] * self.rates
        time = silu(self.embed(torch.cat([phases.sin(), phases.cos()], 1)))
        y, passed = self.start(x), []
        for stage, halve in zip(self.down, self.halving):
            passed.append(stage(y, time))
            y = halve(passed[-1])
        y = self.down[-1](y, time)
        for level in reversed(range(len(passed))):
            y = self.up[level](passed[level] + self.doubling[level](y), time)
        return self.end(silu(y))


class Flow(nn.Module):
    """The summed velocity error of all levels, on one batch of each."""

    def __init__(self, levels, blocks, embedding, start_share, latents):
        super().__init__()
        self.start_share, self.latents = start_share, latents
        self.levels = nn.ModuleList(
            Velocity(level["side"], level["channels"], level["seen"], level["widths"], blocks, embedding)
            for level in levels
        )

    def forward(self, batch):
        return sum(self.error(velocity, *inputs) for velocity, inputs in zip(self.levels, batch))

    def error(self, velocity, data, picture):
        if self.latents:
            mean, log_width = data.chunk(2, 1)
            data = mean + log_width.exp() * torch.randn_like(mean)
        if picture is not None:
            data = data / velocity.scale[:, None, None]
        count = len(data)
        parts = (torch.arange(count) + torch.rand(count)) / count
        t = ((parts - self.start_share) / (1 - self.start_share)).relu()
        at, noise = t[:, None, None, None], torch.randn_like(data)
        point = at * data + (1 - at) * noise
        seen = point if picture is None else torch.cat([point, picture], 1)
        return (velocity(seen, t) - (data - noise)).square().mean()


def prepare(config, levels, compiled=False):
    torch.manual_seed(0)
    latents = config["space"] == "latents"
    flow = Flow(levels, config["blocks"], config["embedding"], config["startShare"], latents)
    flow = flow.to(memory_format=torch.channels_last).train()
    parameters = list(flow.parameters())
    means = [parameter.detach().clone() for parameter in parameters]
    optimizer = torch.optim.Adam(
        parameters, config["learningRate"], (config["beta1"], config["beta2"]), eps=config["epsilon"], fused=True
    )

    def pictures(level, channels):
        shape = (config["batchSize"], channels, level["crop"], level["crop"])
        return torch.randn(shape).to(memory_format=torch.channels_last) if channels else None

    batch = [
        (pictures(level, (2 if latents else 1) * level["channels"]), pictures(level, level["seen"])) for level in levels
    ]
    error = torch.compile(flow) if compiled else flow

    def turn():
        optimizer.zero_grad(set_to_none=True)
        loss = error(batch)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, config["gradientClip"], foreach=True)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(means, parameters, 1 - config["averaging"])
        return loss.item()

    state["turn"] = turn
    return sum(values.numel() for values in flow.state_dict().values())


def steps(count):
    return timed(state["turn"], count)


def versions():
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads"


answer_lines({"versions": versions, "prepare": prepare, "steps": steps})
