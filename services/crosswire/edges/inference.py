"""The language-inference model that an operator names, through onnxruntime: the second opinion of contradict."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from crosswire.contradict.opinion import Opinion

LABEL = "contradiction"
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
# The most tokens of a pair that are read: what such models were made for.
LONGEST = 512


class NoModel(ValueError):
    """A folder that holds no usable model, or libraries that are not installed; the message says what to do."""


def opinion(folder: Path) -> Opinion:
    """Return the opinion of the model in ``folder``: ``model.onnx``, ``tokenizer.json`` and ``config.json``.

    The labels in ``config.json`` (``id2label``) must name "contradiction". Raises ``NoModel``.
    """
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise NoModel("an inference model needs two libraries: pip install 'crosswire[inference]'") from error
    label = _label(folder)
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    except Exception as error:  # Both libraries raise bare Exception for files that they cannot read.
        raise NoModel(f"{folder}: {error}") from error
    unknown = {put.name for put in session.get_inputs()} - INPUTS
    if unknown:
        raise NoModel(f"{folder}/model.onnx asks for {', '.join(sorted(unknown))}, which no tokenizer gives")
    tokenizer.enable_truncation(LONGEST)
    return lru_cache(maxsize=4096)(lambda one, other: _asked(session, tokenizer, label, (one, other)))


def _label(folder: Path) -> int:
    try:
        labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        return next(int(number) for number, name in labels.items() if str(name).casefold() == LABEL)
    except (OSError, ValueError, KeyError, AttributeError, StopIteration) as error:
        raise NoModel(f"{folder}/config.json names no label {LABEL!r} in id2label") from error


def _asked(session: Any, tokenizer: Any, label: int, pair: tuple[str, str]) -> float:
    import numpy

    read = tokenizer.encode(*pair)
    known = {"input_ids": read.ids, "attention_mask": read.attention_mask, "token_type_ids": read.type_ids}
    given = {put.name: numpy.array([known[put.name]], dtype=numpy.int64) for put in session.get_inputs()}
    scores = session.run(None, given)[0][0]
    powers = numpy.exp(scores - scores.max())
    return float(powers[label] / powers.sum())
