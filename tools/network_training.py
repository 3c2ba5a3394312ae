"""Train the networks of a transducer on aligned words, with plain array operations and seeded."""

from __future__ import annotations

import sys

import attrs
import numpy as np
from numpy.typing import NDArray

from namelink.transliteration.transducer import Alphabets, Codes, Floats, Networks, quantized

BATCH = 512
RATE = 2e-3
DROPOUT = (0.25, 0.25)
SMOOTHING = 0.0
DECAY = 1e-6


@attrs.frozen(eq=False)
class Samples:
    """One row for each letter of each word: the inputs of a network, the grapheme it is spelt by, those it may be."""

    inputs: Codes
    grapheme: Codes
    letter: Codes
    weight: Floats
    masks: Floats


def _start(rng: np.random.Generator, shape: tuple[int, int], fan_in: int) -> Floats:
    start: Floats = (rng.standard_normal(shape) * np.sqrt(2.0 / fan_in)).astype(np.float32)
    return start


class _Adam:
    def __init__(self, parameters: list[Floats]) -> None:
        self.parameters = parameters
        self.means = [np.zeros_like(p) for p in parameters]
        self.squares = [np.zeros_like(p) for p in parameters]
        self.steps = 0

    def step(self, gradients: list[Floats], rate: float) -> None:
        self.steps += 1
        rate = rate * float(np.sqrt(1 - 0.999**self.steps)) / (1 - 0.9**self.steps)
        for p, g, m, v in zip(self.parameters, gradients, self.means, self.squares, strict=True):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * np.square(g)
            p -= rate * m / (np.sqrt(v) + 1e-8)


def train(alphabets: Alphabets, samples: Samples, hidden: tuple[int, int], epochs: int, seed: int) -> list[Floats]:
    """Return the weights of one network."""
    rng = np.random.default_rng(seed)
    wide, deep = hidden
    inputs_at_once = samples.inputs.shape[1]
    sizes = (alphabets.inputs, len(alphabets.graphemes))
    weights = [
        _start(rng, (sizes[0], wide), inputs_at_once),
        np.zeros(wide, np.float32),
        _start(rng, (wide, deep), wide),
        np.zeros(deep, np.float32),
        _start(rng, (deep, sizes[1]), deep * 4),
        np.zeros(sizes[1], np.float32),
    ]
    adam = _Adam(weights)
    total = epochs * (len(samples.grapheme) // BATCH)
    for epoch in range(epochs):
        order = rng.permutation(len(samples.grapheme))
        loss = 0.0
        for begin in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[begin : begin + BATCH]
            gradients, cost = _gradients(weights, samples, chosen, rng)
            loss += cost
            done = adam.steps / total
            rate = RATE * min(1.0, done * 20 + 0.05) * 0.5 * (1 + np.cos(np.pi * done))
            adam.step(gradients, float(rate))
        print(f"network {seed}, epoch {epoch + 1} of {epochs}: {loss / (len(order) // BATCH):.4f}", file=sys.stderr)
    return weights


def _dropped(rng: np.random.Generator, shape: tuple[int, ...], share: float) -> Floats:
    return (rng.random(shape, dtype=np.float32) >= share).astype(np.float32) / np.float32(1 - share)


def _gradients(
    weights: list[Floats], samples: Samples, chosen: NDArray[np.int64], rng: np.random.Generator
) -> tuple[list[Floats], float]:
    rows, bias1, second, bias2, last, bias3 = weights
    size = len(chosen)
    seen = samples.inputs[chosen]
    input_ = np.zeros((size, len(rows)), np.float32)
    input_[np.arange(size)[:, None], seen] = 1
    a = input_ @ rows + bias1
    keep1 = _dropped(rng, a.shape, DROPOUT[0]) * (a > 0)
    a *= keep1
    b = a @ second + bias2
    keep2 = _dropped(rng, b.shape, DROPOUT[1]) * (b > 0)
    b *= keep2
    logits = b @ last + bias3 + samples.masks[samples.letter[chosen]]
    logits -= logits.max(axis=1, keepdims=True)
    chances = np.exp(logits)
    chances /= chances.sum(axis=1, keepdims=True)
    truth = samples.grapheme[chosen]
    weight = samples.weight[chosen]
    cost = float(-(np.log(chances[np.arange(size), truth] + 1e-9) * weight).mean())
    chances[np.arange(size), truth] -= 1
    chances *= (weight / size)[:, None]
    back2 = (chances @ last.T) * keep2
    back1 = (back2 @ second.T) * keep1
    gradients = [
        input_.T @ back1,
        back1.sum(axis=0),
        a.T @ back2,
        back2.sum(axis=0),
        b.T @ chances,
        chances.sum(axis=0),
    ]
    for gradient, weight_ in zip(gradients, weights, strict=True):
        gradient += DECAY * weight_
    return gradients, cost


def stacked(networks: list[list[Floats]]) -> Networks:
    """Return networks of one shape as one, in whole numbers."""
    parts = [np.stack(part) for part in zip(*networks, strict=True)]
    return Networks(*(quantized(weights, bias) for weights, bias in zip(parts[::2], parts[1::2], strict=True)))
