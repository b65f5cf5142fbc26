"""Data frames from pickles, which are code: nothing but what a data frame is made of is ever called."""

import importlib
import pickle
from io import BytesIO
from pickletools import genops
from typing import IO, Any

# What pandas' data frames are written with, of versions 0.25 to 3; values are the names that stand in for gone ones.
INDEX = ("pandas.core.indexes.base", "Index")
ALLOWED: dict[tuple[str, str], tuple[str, str]] = {
    place: place
    for place in (
        ("builtins", "slice"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("builtins", "bytearray"),
        ("_codecs", "encode"),
        ("pandas", "DataFrame"),
        ("pandas", "Index"),
        ("pandas", "RangeIndex"),
        ("pandas", "DatetimeIndex"),
        ("pandas", "StringDtype"),
        ("pandas.arrays", "DatetimeArray"),
        ("pandas.arrays", "ArrowStringArray"),
        ("pyarrow.lib", "_restore_array"),
        ("pyarrow.lib", "type_for_alias"),
        ("pyarrow.lib", "py_buffer"),
        ("pandas.core.frame", "DataFrame"),
        ("pandas.core.internals.managers", "BlockManager"),
        ("pandas.core.indexes.base", "_new_Index"),
        ("pandas.core.indexes.range", "RangeIndex"),
        ("pandas.core.indexes.datetimes", "DatetimeIndex"),
        ("pandas.core.indexes.datetimes", "_new_DatetimeIndex"),
        ("pandas.core.arrays.datetimes", "DatetimeArray"),
        ("pandas.core.dtypes.dtypes", "DatetimeTZDtype"),
        ("pandas._libs.internals", "_unpickle_block"),
        ("pandas._libs.arrays", "__pyx_unpickle_NDArrayBacked"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
        INDEX,
    )
}
ALLOWED |= {
    ("__builtin__", "slice"): ("builtins", "slice"),
    ("__builtin__", "bytearray"): ("builtins", "bytearray"),
    ("numpy.core.multiarray", "_reconstruct"): ("numpy._core.multiarray", "_reconstruct"),
    ("numpy.core.multiarray", "scalar"): ("numpy._core.multiarray", "scalar"),
    ("numpy.core.numeric", "_frombuffer"): ("numpy._core.numeric", "_frombuffer"),
    ("pandas.core.internals", "BlockManager"): ("pandas.core.internals.managers", "BlockManager"),
    ("pandas.core.indexes.numeric", "Int64Index"): INDEX,
    ("pandas.core.indexes.numeric", "Float64Index"): INDEX,
    ("pandas.core.indexes.numeric", "UInt64Index"): INDEX,
}


class FramesOnly(pickle.Unpickler):
    """Reads a pickled data frame, and refuses whatever is not part of one."""

    def find_class(self, module: str, name: str) -> Any:
        """Return an allowed class or function; UnpicklingError for any other, before it is looked up."""
        allowed = ALLOWED.get((module, name))
        if allowed is None:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no data frame needs")
        return getattr(importlib.import_module(allowed[0]), allowed[1])


def _refuse_large_memos(data: bytes) -> None:
    """Python makes room up to the highest place that a pickle remembers a value in: of gigabytes, for a few bytes."""
    for opcode, argument, _ in genops(data):
        if opcode.name in ("PUT", "BINPUT", "LONG_BINPUT") and (argument or 0) > len(data):
            raise pickle.UnpicklingError("it remembers more than it holds")


def frame(stream: IO[bytes]) -> Any:
    """Return the data frame that a stream holds; UnpicklingError for any other content."""
    data = stream.read()
    _refuse_large_memos(data)
    read = FramesOnly(BytesIO(data)).load()
    if type(read).__name__ != "DataFrame":
        raise pickle.UnpicklingError("it holds no data frame")
    return read
