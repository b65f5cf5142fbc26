"""The command that serves the page."""

from __future__ import annotations

from pathlib import Path

import click

from review.session import ONCE, analyst, sweeper


@click.command()
@click.option("--port", type=click.IntRange(0, 65_535), default=0, help="Of the loopback; any that is free by default.")
@click.pass_obj
def serve(views: Path, port: int) -> None:
    """Show the same in a browser of this machine; its address opens once, and Ctrl-C ends it."""
    # Only here is a server needed, which takes longer to load than all the rest.
    from review.web.serve import serve as serve_page  # noqa: PLC0415

    serve_page(analyst(views), sweeper(ONCE), port)
