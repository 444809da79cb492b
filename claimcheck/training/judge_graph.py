"""The ONNX graph of a judge, written node by node, for unpadded pairs.

It takes `input_ids`, int64 (pairs, tokens), and where the encoder knows segments `token_type_ids` of the same shape,
and gives `logits`, float32 (pairs, 3). It needs no attention mask, since rows of a batch must be equally long. Three
things that an exporter would not do make it fast or exact on a CPU:

- Matrices are 8-bit, a scale a row, and what they are multiplied with is quantised as it comes.
- What enters and what leaves an intermediate layer is multiplied in two parts, the few channels with large values apart
  from the rest: one range for both would leave the rest with few of the 256 values (Dettmers et al., 2022,
  "LLM.int8()").
- The last layer is computed for the first token alone, since nothing else is classified.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from claimcheck.models.packed import BLOCK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OPSET: Final = 18
MICROSOFT: Final = "com.microsoft"
LOUD_HIDDEN: Final = 64
LOUD: Final = 128
"""How many channels of what enters and of what leaves an intermediate layer are multiplied apart from the others."""


@dataclass(frozen=True, slots=True)
class Names:
    """How transformers names the parts of an encoder: `layer` and `head` are templates of parameter names."""

    embeddings: str
    layer: str
    projections: tuple[str, str, str]
    attended: str
    attention_norm: str
    head: tuple[str, str]
    first_position: int
    relative: str | None = None

    def of_layer(self, number: int, part: str) -> str:
        """The name of a part of a layer."""
        return f"{self.layer.format(number)}.{part}"


FAMILIES: Final[Mapping[str, Names]] = {
    "bert": Names(
        embeddings="bert.embeddings",
        layer="bert.encoder.layer.{}",
        projections=("attention.self.query", "attention.self.key", "attention.self.value"),
        attended="attention.output.dense",
        attention_norm="attention.output.LayerNorm",
        head=("bert.pooler.dense", "classifier"),
        first_position=0,
    ),
    "mpnet": Names(
        embeddings="mpnet.embeddings",
        layer="mpnet.encoder.layer.{}",
        projections=("attention.attn.q", "attention.attn.k", "attention.attn.v"),
        attended="attention.attn.o",
        attention_norm="attention.LayerNorm",
        head=("classifier.dense", "classifier.out_proj"),
        first_position=2,
        relative="mpnet.encoder.relative_attention_bias",
    ),
}
"""The encoders that can be packed, by the `model_type` of their configuration."""


def names_of(config: Any) -> Names:
    """The names of an encoder's parts. Raises ValueError where its family, activation or size cannot be packed."""
    if config.model_type not in FAMILIES:
        raise ValueError(
            f"A judge of the family {config.model_type!r} cannot be packed: give one of {', '.join(FAMILIES)}."
        )
    if config.hidden_act != "gelu":
        raise ValueError(
            f"A judge with the activation {config.hidden_act!r} cannot be packed: give one with gelu."
        )
    for size, loud in ((config.hidden_size, LOUD_HIDDEN), (config.intermediate_size, LOUD)):
        if size <= loud or size % BLOCK:
            raise ValueError(
                f"A judge {size} wide cannot be packed: give one with a multiple of {BLOCK}, more than {loud}."
            )
    return FAMILIES[config.model_type]


def distances(tokens: int, buckets: int) -> NDArray[np.int64]:
    """MPNet's bucket of the distance of each token to each, (tokens, tokens)."""
    import torch
    from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

    places = torch.arange(tokens)
    found: NDArray[np.int64] = MPNetEncoder.relative_position_bucket(
        places[None, :] - places[:, None], num_buckets=buckets
    ).numpy()
    return found


def relative_bias(table: NDArray[np.float32], tokens: int) -> NDArray[np.float32]:
    """What MPNet adds to attention scores by distance, (1, heads, tokens, tokens), of its table (buckets, heads)."""
    import numpy as np

    return np.ascontiguousarray(table[distances(tokens, len(table))].transpose(2, 0, 1)[None], np.float32)


class Graph:
    """Nodes as they are added, and the names and shapes of the weights that they use."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: dict[str, NDArray[Any]] = {}
        self.weights: dict[str, tuple[int, Sequence[int]]] = {}
        """Data type and shape of each."""

    def add(self, operator: str, inputs: Sequence[str], output: str, **attributes: Any) -> str:
        """Add a node, named as its output; that name."""
        from onnx import helper

        self.nodes.append(helper.make_node(operator, list(inputs), [output], name=output, **attributes))
        return output

    def constant(self, name: str, *values: int) -> str:
        """The name of a vector of whole numbers."""
        import numpy as np

        self.constants[name] = np.array(values, np.int64)
        return name

    def weight(self, name: str, shape: Sequence[int], *, eight_bits: bool = False) -> str:
        """The name of a weight that is handed over when the graph is loaded."""
        from onnx import TensorProto

        self.weights[name] = (TensorProto.INT8 if eight_bits else TensorProto.FLOAT, shape)
        return name


def judge_graph(config: Any, *, max_tokens: int) -> Any:
    """The graph of an encoder of `FAMILIES` with a classifier on its first token, its weights to be handed over.

    Weights have the names that transformers gives them; beside each matrix `NAME.T`, int8 (columns, rows), stands
    `NAME.scale`, float32 (rows,). Word embeddings are `NAME.rows`, int8 (words, width), and `NAME.scale` (words, 1);
    those of an intermediate layer and of its output are in two parts, `NAME.loud` and `NAME.quiet`; MPNet's attention
    bias is `NAME.by_distance`, float32 (1, heads, tokens, tokens).
    """
    from onnx import TensorProto, helper, numpy_helper

    names, graph = names_of(config), Graph()
    if (read := config.max_position_embeddings - names.first_position) < max_tokens:
        raise ValueError(f"A judge that reads {read} tokens cannot be packed for {max_tokens}.")
    hidden = _embedded(graph, names, config, max_tokens)
    bias = _sliced_bias(graph, names, config, max_tokens)
    last = config.num_hidden_layers - 1
    for number in range(last + 1):
        hidden = _layer(graph, names, config, number, hidden, bias, first_alone=number == last)
    first = graph.add("Squeeze", [hidden, graph.constant("second_axis", 1)], "first_token")
    dense, classifier = names.head
    width, labels = config.hidden_size, config.num_labels
    pooled = graph.add("Tanh", [_linear(graph, first, dense, width, width)], "pooled")
    graph.add(
        "Gemm",
        [
            pooled,
            graph.weight(f"{classifier}.weight", (labels, width)),
            graph.weight(f"{classifier}.bias", (labels,)),
        ],
        "logits",
        transB=1,
    )
    inputs = ["input_ids", "token_type_ids"] if getattr(config, "type_vocab_size", 0) else ["input_ids"]
    initializers = [numpy_helper.from_array(values, name) for name, values in graph.constants.items()]
    for name, (kind, shape) in graph.weights.items():
        tensor = TensorProto(name=name, data_type=kind, dims=shape, data_location=TensorProto.EXTERNAL)
        location = tensor.external_data.add()
        location.key, location.value = "location", "weights"
        initializers.append(tensor)
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "judge",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["pairs", "tokens"]) for name in inputs],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", labels])],
            initializers,
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
    )
    model.ir_version = 9
    return model


def _embedded(graph: Graph, names: Names, config: Any, max_tokens: int) -> str:
    """Words, places and segments, added and normalised."""
    from onnx import TensorProto

    words, width = f"{names.embeddings}.word_embeddings.weight", config.hidden_size
    shape = (config.vocab_size, width)
    rows = graph.add(
        "Gather", [graph.weight(f"{words}.rows", shape, eight_bits=True), "input_ids"], "word_rows"
    )
    scale = graph.add("Gather", [graph.weight(f"{words}.scale", (shape[0], 1)), "input_ids"], "word_scales")
    found = graph.add("Cast", [rows], "word_values", to=TensorProto.FLOAT)
    found = graph.add("Mul", [found, scale], "words")
    length = graph.add("Shape", ["input_ids"], "length", start=1, end=2)
    places = graph.weight(f"{names.embeddings}.position_embeddings.weight", (max_tokens, width))
    zero, axis = graph.constant("zero", 0), graph.constant("first_axis", 0)
    found = graph.add(
        "Add", [found, graph.add("Slice", [places, zero, length, axis], "places")], "placed_words"
    )
    if getattr(config, "type_vocab_size", 0):
        table = graph.weight(
            f"{names.embeddings}.token_type_embeddings.weight", (config.type_vocab_size, width)
        )
        found = graph.add(
            "Add", [found, graph.add("Gather", [table, "token_type_ids"], "segments")], "embeddings"
        )
    return _normalised(graph, found, f"{names.embeddings}.LayerNorm", config)


def _sliced_bias(graph: Graph, names: Names, config: Any, max_tokens: int) -> tuple[str, str] | None:
    """The attention bias of as many tokens as there are, for all of them and for the first alone."""
    if names.relative is None:
        return None
    heads = config.num_attention_heads
    table = graph.weight(f"{names.relative}.by_distance", (1, heads, max_tokens, max_tokens))
    axes, start = graph.constant("token_axes", 2, 3), graph.constant("start", 0, 0)
    both = graph.add("Concat", ["length", "length"], "length_twice", axis=0)
    one = graph.add("Concat", [graph.constant("one", 1), "length"], "one_and_length", axis=0)
    return (
        graph.add("Slice", [table, start, both, axes], "bias"),
        graph.add("Slice", [table, start, one, axes], "bias_of_first"),
    )


def _layer(
    graph: Graph,
    names: Names,
    config: Any,
    number: int,
    hidden: str,
    bias: tuple[str, str] | None,
    *,
    first_alone: bool,
) -> str:
    """One encoder layer; its output's name."""
    width, wide = config.hidden_size, config.intermediate_size
    query, key, value = (names.of_layer(number, part) for part in names.projections)
    attended = hidden
    if first_alone:
        attended = graph.add("Slice", [hidden, "zero", graph.constant("one", 1), "one"], "hidden_of_first")
    heads = graph.add(
        "MultiHeadAttention",
        [
            _linear(graph, attended, query, width, width),
            _linear(graph, hidden, key, width, width),
            _linear(graph, hidden, value, width, width),
            *(["", "", bias[first_alone]] if bias else []),
        ],
        names.of_layer(number, "heads"),
        domain=MICROSOFT,
        num_heads=config.num_attention_heads,
    )
    mixed = _linear(graph, heads, names.of_layer(number, names.attended), width, width)
    added = graph.add("Add", [mixed, attended], names.of_layer(number, "attended"))
    attended = _normalised(graph, added, names.of_layer(number, names.attention_norm), config)
    inner = names.of_layer(number, "intermediate.dense")
    wider = _in_two_parts(graph, attended, inner, wide, width, LOUD_HIDDEN)
    inner_bias = graph.weight(f"{inner}.bias", (wide,))
    active = graph.add("BiasGelu", [wider, inner_bias], f"{inner}.active", domain=MICROSOFT)
    outer = names.of_layer(number, "output.dense")
    lowered = _in_two_parts(graph, active, outer, width, wide, LOUD, bias=f"{outer}.bias")
    added = graph.add("Add", [lowered, attended], names.of_layer(number, "output"))
    return _normalised(graph, added, names.of_layer(number, "output.LayerNorm"), config)


def _linear(graph: Graph, inputs: str, name: str, rows: int, columns: int) -> str:
    """Inputs times a packed matrix, plus its bias."""
    return _product(graph, inputs, f"{name}.weight", rows, columns, f"{name}.bias")


def _in_two_parts(
    graph: Graph, inputs: str, name: str, rows: int, columns: int, loud: int, *, bias: str | None = None
) -> str:
    """The same, the first `loud` channels apart from the others, each part with a range of its own."""
    first, axis = graph.constant(f"loud_{loud}", loud), graph.constant("last_axis", -1)
    end = graph.constant(f"channels_{columns}", columns)
    parts = [
        graph.add("Slice", [inputs, graph.constant("zero", 0), first, axis], f"{name}.loud_in"),
        graph.add("Slice", [inputs, first, end, axis], f"{name}.quiet_in"),
    ]
    products = [
        _product(graph, parts[0], f"{name}.weight.loud", rows, loud, None),
        _product(graph, parts[1], f"{name}.weight.quiet", rows, columns - loud, bias),
    ]
    return graph.add("Add", products, f"{name}.out")


def _product(graph: Graph, inputs: str, matrix: str, rows: int, columns: int, bias: str | None) -> str:
    operands = [
        inputs,
        graph.weight(f"{matrix}.T", (columns, rows), eight_bits=True),
        graph.weight(f"{matrix}.scale", (rows,)),
    ]
    if bias is not None:
        operands += ["", graph.weight(bias, (rows,))]
    return graph.add("DynamicQuantizeMatMul", operands, f"{matrix}.out", domain=MICROSOFT)


def _normalised(graph: Graph, inputs: str, name: str, config: Any) -> str:
    shape = (config.hidden_size,)
    return graph.add(
        "LayerNormalization",
        [inputs, graph.weight(f"{name}.weight", shape), graph.weight(f"{name}.bias", shape)],
        f"{name}.out",
        axis=-1,
        epsilon=config.layer_norm_eps,
    )
