"""Trains a network of the catalogue with PyTorch on noise, for a comparison with the engine.

Prints one line of JSON: seconds for an epoch of 60,000 images, and from how many images that follows.
With --check instead: PyTorch's version, and whether matrices are multiplied by plain loops.
"""

import argparse
import json
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


def conv(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 3, padding=1)


def normalised(inputs, outputs):
    """Convolution without bias, batch norm, ReLU; PyTorch's momentum is the share of the new value."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1, bias=False),
        nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.1),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions, added to what came in, then ReLU."""

    def __init__(self, maps):
        super().__init__()
        self.first = normalised(maps, maps)
        self.second = nn.Sequential(*list(normalised(maps, maps))[:2])

    def forward(self, images):
        return functional.relu(self.second(self.first(images)) + images, inplace=True)


def s3_cnn():
    return [conv(1, 32), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()] + [
        nn.Linear(6272, 128),
        nn.ReLU(),
        nn.Linear(128, 10),
    ]


def s1_cnn():
    first = [conv(1, 32), nn.ReLU(), nn.MaxPool2d(2)]
    second = [conv(32, 64), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return first + second + [nn.Linear(3136, 100), nn.ReLU(), nn.Dropout(0.4), nn.Linear(100, 10)]


def small_resnet():
    start = [normalised(1, 32), normalised(32, 64), nn.MaxPool2d(2), Residual(64)]
    middle = [normalised(64, 128), nn.MaxPool2d(2), Residual(128), nn.MaxPool2d(3, 2)]
    end = [normalised(128, 256), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 10)]
    return start + middle + end


MODELS = {"s3-cnn": s3_cnn, "s1-cnn": s1_cnn, "small-resnet": small_resnet}


def measure(model_name, batch, threads, seconds):
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = nn.Sequential(*MODELS[model_name]())
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
    return {"epochSeconds": took / done * 60_000, "images": done}


def has_slow_products():
    """Whether products go to the reference BLAS, ten times slower than OpenBLAS; Debian's default."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = maps.read()
    return "/blas/libblas.so" in libraries and "openblas" not in libraries


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--model", choices=MODELS)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--seconds", type=float)
    given = parser.parse_args()
    if given.check:
        print(json.dumps({"version": torch.__version__, "isSlow": has_slow_products()}))
    else:
        print(json.dumps(measure(given.model, given.batch, given.threads, given.seconds)))


main()
