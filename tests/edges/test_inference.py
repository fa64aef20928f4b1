"""The second opinion of an inference model: a tiny one, made here, that finds a contradiction where a word is said."""

import json
import struct
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from crosswire.contradict import compare
from crosswire.contradict.opinion import lowered
from crosswire.edges.inference import NoModel, opinion

TOWN = "Caston is a town in Wales. In Caston there are three schools"


def _field(number: int, value: int | str | bytes) -> bytes:
    """Return one field of a Protocol Buffers message, as ONNX files are."""
    if isinstance(value, int):
        return bytes([number << 3] if number < 16 else [(number << 3) & 0x7F | 0x80, number >> 4]) + bytes([value])
    data = value.encode() if isinstance(value, str) else value
    size = [len(data)] if len(data) < 128 else [len(data) & 0x7F | 0x80, len(data) >> 7]
    return bytes([number << 3 | 2]) + bytes(size) + data


def _node(kind: str, given: list[str], made: str, *attributes: bytes) -> bytes:
    put = b"".join(_field(1, name) for name in given)
    return _field(1, put + _field(2, made) + _field(4, kind) + b"".join(_field(5, each) for each in attributes))


def _row(name: str, numbers: list[float], *sizes: int) -> bytes:
    dims = b"".join(_field(1, size) for size in sizes)
    return _field(5, dims + _field(2, 1) + _field(8, name) + _field(9, struct.pack(f"<{len(numbers)}f", *numbers)))


def _value(number: int, name: str, kind: int, size: bytes) -> bytes:
    shape = _field(1, _field(1, 1)) + _field(1, size)
    return _field(number, _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, shape))))


def _model() -> bytes:
    """Return a network whose logit of label 2 is 8 where token 1 is read, and -8 where it is not."""
    graph = (
        _node("Cast", ["input_ids"], "ids", _field(1, "to") + _field(3, 1) + _field(20, 2))
        + _node("ReduceMax", ["ids"], "most", _field(1, "axes") + _field(8, 1) + _field(20, 7))
        + _node("MatMul", ["most", "weights"], "weighed")
        + _node("Add", ["weighed", "bias"], "logits")
        + _field(2, "tiny")
        + _row("weights", [0.0, 0.0, 16.0], 1, 3)
        + _row("bias", [0.0, 0.0, -8.0], 3)
        + _value(11, "input_ids", 7, _field(2, "tokens"))
        + _value(12, "logits", 1, _field(1, 3))
    )
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "nine": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    labels = {"0": "entailment", "1": "neutral", "2": "contradiction"}
    (tmp_path / "config.json").write_text(json.dumps({"id2label": labels}))
    (tmp_path / "model.onnx").write_bytes(_model())
    return tmp_path


def test_the_model_is_asked(folder: Path) -> None:
    asked = opinion(folder)
    assert asked("three schools", "nine schools") > 0.9
    assert asked("three schools", "four schools") < 0.1


def test_what_the_model_does_not_find_is_withheld(folder: Path) -> None:
    asked, kept, doubted = opinion(folder), f"{TOWN}.", "In Caston there are {} schools."
    for number, alone, verdict in (("nine", "contradiction", "contradiction"), ("four", "contradiction", "neither")):
        other = doubted.format(number)
        assert compare((), (), kept, other).verdict == alone
        assert compare((), (), kept, other, opinion=asked).verdict == verdict


@pytest.mark.parametrize(("score", "given", "expected"), [(0.6, 0.9, 0.6), (0.6, 0.2, 0.2)], ids=["kept", "lowered"])
def test_a_score_is_lowered_and_never_raised(score: float, given: float, expected: float) -> None:
    assert lowered(score, "a", "b", lambda *_: given) == expected


BROKEN = {"config.json": "names no label", "model.onnx": "model.onnx", "tokenizer.json": "No such file"}


@pytest.mark.parametrize(("file", "said"), BROKEN.items(), ids=BROKEN)
def test_a_folder_without_a_model_is_refused_in_a_sentence(folder: Path, file: str, said: str) -> None:
    (folder / file).unlink()
    with pytest.raises(NoModel, match=said):
        opinion(folder)
