"""Rules that are data: `from policies.core.kinds import Attributes, Exactly`."""

from policies.core.kinds.attributes import Attributes
from policies.core.kinds.between import Between
from policies.core.kinds.block import Block
from policies.core.kinds.by_stack import ByStack
from policies.core.kinds.exactly import Absent, Exactly, OneOf
from policies.core.kinds.matching import Matching
from policies.core.kinds.present import Present
from policies.core.kinds.reference_to import ReferenceTo

__all__ = [
    "Absent",
    "Attributes",
    "Between",
    "Block",
    "ByStack",
    "Exactly",
    "Matching",
    "OneOf",
    "Present",
    "ReferenceTo",
]
