"""Trains a network with PyTorch on noise, for a comparison with the engine.

The network is given as the app describes it, so that both train the same. Prints one line of JSON: seconds for an
epoch of 60,000 images, from how many images that follows, and the number of parameters.
With --check instead: PyTorch's version, and whether matrices are multiplied by plain loops.
"""

import argparse
import json
import math
import time

import numpy
import torch
from torch import nn
from torch.nn import functional

COUNT = 4000
WARM_UP_SECONDS = 0.7


def noise():
    """Images with a dark border and bright, uneven middles, one class each in turn, as for the engine."""
    random = numpy.random.default_rng(1)
    images = numpy.zeros((COUNT, 1, 28, 28), numpy.uint8)
    images[:, :, 3:25, 6:22] = random.integers(0, 256, (COUNT, 1, 22, 16))
    return torch.from_numpy(images), torch.arange(COUNT) % 10


class Residual(nn.Module):
    """What a block computes, added to what came in, then ReLU."""

    def __init__(self, block):
        super().__init__()
        self.block = nn.Sequential(*block)

    def forward(self, images):
        return functional.relu(self.block(images) + images, inplace=True)


def activation_of(spec):
    """The layer for a network's last activation is left out: the loss takes logits."""
    name = spec.get("activation", "linear")
    if name in ("linear", "softmax"):
        return []
    if name != "relu":
        raise ValueError(f"no activation {name} here")
    return [nn.ReLU(inplace=True)]


def layers_of(specs, shape):
    """
    PyTorch's layers for those of a network as the app describes it (src/domain/models/layers.ts), and the
    shape that comes out: maps, height, width, or units alone.
    """
    layers = []
    for spec in specs:
        made, shape = layer_of(spec, shape)
        layers += made
    return layers, shape


def layer_of(spec, shape):
    kind = spec["kind"]
    if kind == "conv2d":
        size, filters = spec["kernelSize"], spec["filters"]
        if spec["padding"] != "same" or spec["stride"] != 1:
            raise ValueError("only convolutions that keep the size are known here")
        bias = spec.get("bias", True)
        made = nn.Conv2d(shape[0], filters, size, padding=size // 2, bias=bias)
        return [made, *activation_of(spec)], (filters, *shape[1:])
    if kind == "batchNorm":
        # PyTorch's momentum is the share of the new value.
        momentum = 1 - spec["momentum"]
        return [nn.BatchNorm2d(shape[0], eps=spec["epsilon"], momentum=momentum)], shape
    if kind == "activation":
        return activation_of(spec), shape
    if kind == "maxPool":
        size = spec["size"]
        stride = spec.get("stride", size)
        sides = [(side - size) // stride + 1 for side in shape[1:]]
        return [nn.MaxPool2d(size, stride)], (shape[0], *sides)
    if kind == "globalAvgPool":
        return [nn.AdaptiveAvgPool2d(1), nn.Flatten()], (shape[0],)
    if kind == "flatten":
        return [nn.Flatten()], (math.prod(shape),)
    if kind == "dense":
        made = nn.Linear(shape[0], spec["units"], bias=spec.get("bias", True))
        return [made, *activation_of(spec)], (spec["units"],)
    if kind == "dropout":
        return [nn.Dropout(spec["rate"])], shape
    if kind == "residual" and not spec["shortcut"] and spec["activation"] == "relu":
        block, after = layers_of(spec["layers"], shape)
        return [Residual(block)], after
    raise ValueError(f"no layer {kind} here")


def measure(spec, batch, threads, seconds):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = nn.Sequential(*layers_of(spec["layers"], (1, 28, 28))[0])
    # Running statistics too, as the app counts them.
    arrays = model.state_dict().items()
    parameters = sum(array.numel() for name, array in arrays if "num_batches" not in name)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, eps=1e-7)
    images, labels = noise()
    steps = 0

    def spend(limit):
        nonlocal steps
        before = steps
        started = time.perf_counter()
        while time.perf_counter() - started < limit:
            start = (steps * batch) % (COUNT - batch)
            pixels = images[start : start + batch].float().div_(255)
            loss = functional.cross_entropy(model(pixels), labels[start : start + batch])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            steps += 1
        return (steps - before) * batch, time.perf_counter() - started

    spend(WARM_UP_SECONDS)
    done, took = spend(seconds)
    return {"epochSeconds": took / done * 60_000, "images": done, "parameters": parameters}


def has_slow_products():
    """Whether products go to the reference BLAS, ten times slower than OpenBLAS; Debian's default."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = maps.read()
    return "/blas/libblas.so" in libraries and "openblas" not in libraries


def main():
    # As the engine does: else Adam's means of weights that nothing moves slow every step down (docs/engine.md).
    torch.set_flush_denormal(True)
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--spec", type=json.loads)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--seconds", type=float)
    given = parser.parse_args()
    if given.check:
        print(json.dumps({"version": torch.__version__, "isSlow": has_slow_products()}))
    else:
        print(json.dumps(measure(given.spec, given.batch, given.threads, given.seconds)))


main()
