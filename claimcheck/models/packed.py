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


DAMPING: Final = 0.05
"""Share of the mean second moment that is added to each, so that channels which were hardly heard are not bent."""


def pack(weights: NDArray[np.float32], moments: NDArray[np.float32] | None = None) -> dict[str, NDArray[Any]]:
    """`weights` (rows, columns) as `nibbles` uint8 (rows, columns / 2), `factors` uint8 (rows, columns / 64) and
    `scale` float32 (rows,). Raises ValueError where the columns are no multiple of 64, or a value is no number.

    With `moments` (columns, columns), the sum of the outer products of what the matrix is multiplied with, what is
    lost in rounding a column is made up for in those to its right, so that the products change least (Frantar et al.,
    2022, "GPTQ"). Without, each weight is rounded by itself.
    """
    import numpy as np

    rows, columns = weights.shape
    if columns % BLOCK:
        raise ValueError(
            f"A matrix of {columns} columns cannot be packed: they must be a multiple of {BLOCK}."
        )
    if not np.isfinite(weights).all() or not (moments is None or np.isfinite(moments).all()):
        raise ValueError("A matrix with values that are no numbers cannot be packed: was its training sound?")
    scale = np.maximum(np.abs(weights).max(axis=1) / LARGEST, np.finfo(np.float32).tiny).astype(np.float32)
    target = weights.astype(np.float32) / scale[:, None]
    makes_up = None if moments is None else _made_up(moments)
    values = np.empty((rows, columns), np.int8)
    factors = np.empty((rows, columns // BLOCK), np.uint8)
    for start in range(0, columns, BLOCK):
        end = start + BLOCK
        block = target[:, start:end]
        factors[:, start // BLOCK] = factor = _factors(block)
        if makes_up is None:
            values[:, start:end] = _nearest(block, factor[:, None])
            continue
        lost = np.empty_like(block)
        for column, at in enumerate(range(start, end)):
            values[:, at] = rounded = _nearest(block[:, column], factor)
            lost[:, column] = (block[:, column] - _eight_bits(rounded, factor)) / makes_up[at, at]
            block[:, column + 1 :] -= lost[:, column, None] * makes_up[at, at + 1 : end]
        target[:, end:] -= lost @ makes_up[start:end, end:]
    shifted = (values + (TOP + 1)).astype(np.uint8)
    return {"nibbles": shifted[:, 0::2] | (shifted[:, 1::2] << 4), "factors": factors, "scale": scale}


def unpack(packed: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.int8]:
    """The 8-bit matrix (rows, columns) of `NAME.nibbles` and `NAME.factors`; `NAME.scale` a row makes weights of it."""
    import numpy as np

    nibbles = packed[f"{name}.nibbles"]
    factors = packed[f"{name}.factors"].astype(np.int16)
    values = np.empty((nibbles.shape[0], nibbles.shape[1] * 2), np.int16)
    values[:, 0::2] = nibbles & 15
    values[:, 1::2] = nibbles >> 4
    values -= TOP + 1
    blocks = values.reshape(*factors.shape, BLOCK)
    return _eight_bits(blocks, factors[:, :, None]).reshape(values.shape)


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


def _factors(block: NDArray[np.float32]) -> NDArray[np.int16]:
    """The factor of each row of a block (rows, 64) of weights in units of the row's scale."""
    import numpy as np

    largest = np.abs(block).max(axis=1)
    least = np.full(largest.shape, np.inf, np.float32)
    found = np.ones(largest.shape, np.int16)
    for share in TRIES:
        factor = np.clip(np.rint(largest * share * FINENESS / TOP), 1, LARGEST * FINENESS // TOP)
        tried = factor.astype(np.int16)[:, None]
        error = np.square(_eight_bits(_nearest(block, tried), tried) - block).sum(axis=1)
        found = np.where(error < least, tried[:, 0], found)
        least = np.minimum(error, least)
    return found


def _nearest(target: NDArray[np.float32], factors: NDArray[np.int16]) -> NDArray[np.int16]:
    """The 4-bit values nearest to `target` with these factors."""
    import numpy as np

    return np.clip(np.rint(target * FINENESS / factors), -TOP, TOP).astype(np.int16)


def _made_up(moments: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much each column (second axis) makes up for what is lost in one to its left (first), (columns, columns): the
    upper Cholesky factor of the inverse of `moments`, as in GPTQ.
    """
    import numpy as np

    damped = moments.astype(np.float64)
    damped[np.diag_indices_from(damped)] += DAMPING * max(float(np.diag(damped).mean()), 1e-12)
    return np.linalg.cholesky(np.linalg.inv(damped)).T.astype(np.float32)


def _eight_bits(values: NDArray[np.int16], factors: NDArray[np.int16]) -> NDArray[np.int8]:
    """Values times their factors, in eighths, rounded half up."""
    import numpy as np

    product = values * factors
    product += FINENESS // 2
    product >>= FINENESS.bit_length() - 1
    return product.astype(np.int8)
