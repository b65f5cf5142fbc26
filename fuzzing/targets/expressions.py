"""Terraform's expressions (policies/core/expressions.py): a reference is found where a second look finds one."""

from __future__ import annotations

from collections.abc import Iterator

from fuzzing import plain_blocks
from fuzzing.oracle import require
from policies.core.expressions import reference, references, variable


def run(data: bytes) -> None:
    """Looks for references in a text, and asks whether it is one as a whole."""
    text = data.decode("utf-8", "replace")
    require(references(text) == plain_blocks.references(text), "finds other references in the text")
    whole = reference(text)
    if whole is not None:
        require(text == f"${{{'.'.join(whole)}}}", "takes a text for a reference that says more")
        require(references(text) == (whole,), "is one reference, and holds another")
    name = variable(text)
    require(name is None or text == f"${{var.{name}}}", "takes a text for a variable that says more")
    require(name is None or whole is None, "is a variable and a resource at once")


def seeds() -> Iterator[bytes]:
    """Whole references, texts that hold some, and what looks like one."""
    yield b"${aws_sqs_queue.review.arn}"
    yield b"${var.account_id}"
    yield b"arn:aws:s3:::${aws_s3_bucket.a-b.id}/${aws_kms_key.k.arn}"
    yield b"$${aws_kms_key.k.arn} ${upper(aws_kms_key.k.arn)}\n${aws_kms_key.k}"
