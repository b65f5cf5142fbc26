"""python -m live.local_aws: a local AWS that stays until it is stopped, for `gate deploy --local`."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sys
from typing import NoReturn

import click

from gate.atomic import replace
from gate.deploy.target import LOCAL, RUNS
from gate.process import INTERRUPTED, TERMINATED
from gate.progress import step
from live.aws import CREDENTIALS, Aws
from live.deployment import VARIABLES, Tampered, deploy
from live.emulator import emulator
from live.judged import NotOpen, judged_now, refuse_closed
from live.lost import LOST
from live.missing import Missing
from live.override import LEFT_OUT, provider
from live.terraform import LATE_COLLECTION, TerraformFailed, configuration, known_version
from policies.core.known_stacks import DELIVERY


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
def local_aws() -> None:
    """Run a local AWS on the loopback, for `gate deploy --local`, until Ctrl-C.

    It begins with the judged stack delivery alone, which holds the bucket for the states of the others. Whatever was
    deployed to the one before is forgotten, with its states. Its files lie in .local-aws, which git ignores. Needs
    Terraform 1.11 or newer with the AWS provider.

    \b
    Example:
      make local-aws                            in one terminal
      gate deploy --local --approved-by me      in another

    \b
    Exit status:
      130  it was stopped
      1    the gate is not open
      2    it could not run, and one line says why
    """
    known_version()
    _refuse_second()
    folder, assessment = judged = judged_now()[DELIVERY]
    refuse_closed([judged])
    shutil.rmtree(LOCAL, ignore_errors=True)
    LOCAL.mkdir(mode=0o700)
    try:
        with emulator(LOCAL) as aws:
            with step(f"deploying {DELIVERY}"):
                deploy(folder, assessment.digest, aws=aws, scratch=LOCAL)
            replace(RUNS, json.dumps(_runs(aws)))
            click.echo(f"a local AWS runs at {aws.url}; deploy to it with `gate deploy --local`; Ctrl-C ends it")
            signal.pause()
    finally:
        RUNS.unlink(missing_ok=True)


def _refuse_second() -> None:
    try:
        os.kill(json.loads(RUNS.read_bytes())["process"], 0)
    except (OSError, ValueError, LookupError, TypeError):
        return
    raise Missing(
        f"a local AWS runs already, of process {json.loads(RUNS.read_bytes())['process']}; use or stop that one"
    )


def _runs(aws: Aws) -> dict[str, object]:
    """What a deploy must know of it."""
    variables = {f"TF_VAR_{name}": value for name, value in VARIABLES.items()}
    environment = {**variables, **CREDENTIALS, **LATE_COLLECTION, "AWS_EC2_METADATA_DISABLED": "true"}
    environment["TF_CLI_CONFIG_FILE"] = str(configuration(LOCAL))
    # By these the backend of the states finds it.
    environment |= {"AWS_ENDPOINT_URL": aws.url, "AWS_CA_BUNDLE": str(aws.certificate)}
    return {
        "process": os.getpid(),
        "provider": provider(aws),
        # Its address is a number, before which no name of a bucket can stand.
        "states": {"use_path_style": "true"},
        "left_out": sorted(LEFT_OUT),
        "lost": {type_: sorted(names) for type_, names in LOST.items()},
        "given": {"aws_api_gateway_api_key": "value"},
        "seed": secrets.token_hex(20),
        "environment": environment,
    }


def main() -> NoReturn:
    """Run it; the exit status says how it ended."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    # Also where a shell that starts it in the background lets it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        local_aws.main(prog_name="python -m live.local_aws", standalone_mode=False)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (NotOpen, Tampered) as refusal:
        print(f"local-aws: {refusal}", file=sys.stderr)
        sys.exit(1)
    except (Missing, TerraformFailed) as failure:
        print(f"local-aws: {' '.join(str(failure).split())[:600]}", file=sys.stderr)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        print("local-aws: stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
