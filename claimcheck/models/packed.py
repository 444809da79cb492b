"""Weights at 4 bits each, and the 8-bit matrices that they are turned into when a model is loaded.

Four bits halve a file; processors multiply 8-bit numbers. So a matrix is kept as whole numbers from -7 to 7 with a
factor for every 64 of a row, chosen so that number times factor, rounded, is the 8-bit value, and one float a row turns
that into the weight (block-wise quantisation; Dettmers and Zettlemoyer, 2023, "The case for 4-bit precision").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLOCK: Final = 64
"""Neighbours in a row that share a factor."""
TOP: Final = 7
"""The largest 4-bit value: -7 to 7."""
LARGEST: Final = 63
"""The largest 8-bit value: half of what 8 bits hold, since AVX2 multiplies 8-bit numbers into saturating 16-bit sums
(onnxruntime's "Quantize ONNX models", section on U8S8)."""
FINENESS: Final = 8
"""Factors are counted in eighths."""
TRIES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
"""Shares of a block's largest weight that its largest value may stand for: to cut the largest a little makes the
others finer. The one with the least squared error is taken."""


def pack(weights: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """`weights` (rows, columns) as `nibbles` uint8 (rows, columns / 2), `factors` uint8 (rows, columns / 64) and
    `scale` float32 (rows,). Raises ValueError where the columns are no multiple of 64.
    """
    import numpy as np

    rows, columns = weights.shape
    if columns % BLOCK:
        raise ValueError(
            f"A matrix of {columns} columns cannot be packed: they must be a multiple of {BLOCK}."
        )
    blocks = weights.astype(np.float32).reshape(rows, -1, BLOCK)
    largest = np.abs(blocks).max(axis=2)
    scale = np.maximum(largest.max(axis=1) / LARGEST, np.finfo(np.float32).tiny)
    target = blocks / scale[:, None, None]
    least = np.full(largest.shape, np.inf, np.float32)
    values = np.zeros(blocks.shape, np.int8)
    factors = np.ones(largest.shape, np.uint8)
    for share in TRIES:
        factor = np.clip(
            np.rint(largest / scale[:, None] * share * FINENESS / TOP), 1, LARGEST * FINENESS // TOP
        )
        tried = np.clip(np.rint(target * FINENESS / factor[:, :, None]), -TOP, TOP)
        error = np.square(_eight_bits(tried.astype(np.int16), factor.astype(np.int16)) - target).sum(axis=2)
        better = error < least
        least = np.where(better, error, least)
        factors = np.where(better, factor, factors).astype(np.uint8)
        values = np.where(better[:, :, None], tried, values).astype(np.int8)
    shifted = (values.reshape(rows, columns) + (TOP + 1)).astype(np.uint8)
    return {
        "nibbles": shifted[:, 0::2] | (shifted[:, 1::2] << 4),
        "factors": factors,
        "scale": scale.astype(np.float32),
    }


def unpack(packed: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.int8]:
    """The 8-bit matrix (rows, columns) of `NAME.nibbles` and `NAME.factors`; `NAME.scale` a row makes weights of it."""
    import numpy as np

    nibbles = packed[f"{name}.nibbles"]
    factors = packed[f"{name}.factors"].astype(np.int16)
    values = np.empty((nibbles.shape[0], nibbles.shape[1] * 2), np.int16)
    values[:, 0::2] = nibbles & 15
    values[:, 1::2] = nibbles >> 4
    values -= TOP + 1
    return _eight_bits(values.reshape(*factors.shape, BLOCK), factors).reshape(values.shape)


def weights_of(packed: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    """The weights (rows, columns) that a packed matrix stands for."""
    import numpy as np

    scale = packed[f"{name}.scale"].astype(np.float32)
    return unpack(packed, name).astype(np.float32) * scale[:, None]


def matrices(packed: Mapping[str, NDArray[Any]]) -> list[str]:
    """The names of the packed matrices."""
    return [name.removesuffix(".nibbles") for name in packed if name.endswith(".nibbles")]


def unpacked(packed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """What is kept as it is."""
    names = set(matrices(packed))
    return {name: values for name, values in packed.items() if name.rpartition(".")[0] not in names}


def initializers(packed: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """What a graph of `training.judge_graph` is handed: for each packed matrix `NAME.T`, int8 (columns, rows), and
    `NAME.scale` (rows,), for word embeddings `NAME.rows`, int8 (rows, columns), and `NAME.scale` (rows, 1); and what is
    not packed as it is.
    """
    import numpy as np

    found = unpacked(packed)
    for name in matrices(packed):
        values, scale = unpack(packed, name), packed[f"{name}.scale"]
        if name.endswith("word_embeddings.weight"):
            found |= {f"{name}.rows": values, f"{name}.scale": scale[:, None]}
        else:
            found |= {f"{name}.T": np.ascontiguousarray(values.T), f"{name}.scale": scale}
    return found


def _eight_bits(values: NDArray[np.int16], factors: NDArray[np.int16]) -> NDArray[np.int8]:
    """Values (rows, blocks, 64) times factors (rows, blocks), in eighths, rounded half up."""
    import numpy as np

    product = values * factors[:, :, None]
    product += FINENESS // 2
    product >>= FINENESS.bit_length() - 1
    return product.astype(np.int8)
